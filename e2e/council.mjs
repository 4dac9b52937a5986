// A small invented council that serves on a free port, and a browser beside it. Everything that
// the commands write is kept, so that a journey can search it for what must never be written.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const flags = [
  '--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** A demo council that serves, until `closeCouncil`. */
export async function openCouncil(people = 400) {
  const council = await newCouncil();
  await serve(council, ['demo', '--people', String(people), '--port', '0']);
  return council;
}

/** A council without anything in it yet: a folder, and a place for what is written. */
export async function newCouncil() {
  const folder = await mkdtemp(join(tmpdir(), 'kith-browser-'));
  return { folder, server: null, browser: null, written: '', errors: [], provoked: [] };
}

/** Runs one command on the council to its end; what it wrote, or an error with it. */
export async function run(council, ...words) {
  const command = kith(council, words);
  let written = '';
  const keep = (chunk) => { written += chunk; council.written += chunk; };
  command.stdout.on('data', keep);
  command.stderr.on('data', keep);
  const code = await new Promise((resolve) => command.on('close', resolve));
  if (code !== 0) throw new Error(`kith ${words[0]} ended with ${code}:\n${written}`);
  return written;
}

/** Starts a command that serves, waits for its address, and starts the browser. */
export async function serve(council, words) {
  council.server = kith(council, words);
  const keep = (chunk) => { council.written += chunk; };
  council.server.stdout.on('data', keep);
  council.address = await new Promise((resolve, reject) => {
    council.server.stderr.on('data', (chunk) => {
      keep(chunk);
      const found = council.written.match(/Open (http:\/\/[\d.:]+)\//);
      if (found) resolve(found[1]);
    });
    council.server.on('exit', (code) => reject(new Error(`kith ended with ${code}:\n${council.written}`)));
  });
  council.browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
  });
}

/** Ends browser and server, and takes the folder away; also after a start that failed. */
export async function closeCouncil(council) {
  if (!council) return;
  await council.browser?.close();
  if (council.server && council.server.exitCode === null) {
    const ended = new Promise((resolve) => council.server.on('exit', resolve));
    council.server.kill('SIGTERM');
    await ended;
  }
  await rm(council.folder, { recursive: true, force: true });
}

function kith(council, words) {
  const binary = process.env.KITH_BINARY;
  if (!binary) throw new Error('KITH_BINARY names the kith command to try');
  const data = ['--data', join(council.folder, 'council')];
  return spawn(binary, [...data, ...words], { env: { ...process.env, KITH_LOG: 'info' } });
}

/**
 * Says that the journey is about to provoke this answer, which the browser then reports.
 * Everything else that it reports is a fault.
 */
export function provoke(council, status, path) {
  council.provoked.push(`${path} ${status}`);
}

/** What the browser reported beyond what was provoked, and what was provoked and did not come. */
export function faults(council) {
  const left = [...council.provoked];
  const unforeseen = council.errors.filter((report) => {
    const [, path, status] = report.match(/^(\S+): Failed to load resource: .* status of (\d+) /) ?? [];
    const at = path ? left.indexOf(`${new URL(path).pathname} ${status}`) : -1;
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...unforeseen, ...left.map((answer) => `provoked and not reported: ${answer}`)];
}

/** A page of a fresh visitor; faults that the browser reports are kept. */
export async function visit(council, width = 1280) {
  const context = await council.browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => council.errors.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') council.errors.push(`${page.url()}: ${message.text()}`);
  });
  await page.goto(council.address);
  return page;
}
