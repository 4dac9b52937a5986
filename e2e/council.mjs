// Starts `kith demo` on a free port with a small invented council, and a browser beside it.
// Everything that the server writes is kept, so that a journey can search it for canaries.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const flags = [
  '--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** A council that serves, until `stop`. */
export async function openCouncil(people = 400) {
  const binary = process.env.KITH_BINARY;
  if (!binary) throw new Error('KITH_BINARY names the kith command to try');
  const folder = await mkdtemp(join(tmpdir(), 'kith-browser-'));
  const words = ['--data', join(folder, 'council'), 'demo', '--people', String(people), '--port', '0'];
  const server = spawn(binary, words, { env: { ...process.env, KITH_LOG: 'info' } });
  const council = { folder, server, written: '', errors: [] };
  const keep = (chunk) => { council.written += chunk; };
  server.stdout.on('data', keep);
  council.address = await new Promise((resolve, reject) => {
    server.stderr.on('data', (chunk) => {
      keep(chunk);
      const found = council.written.match(/Open (http:\/\/[\d.:]+)\//);
      if (found) resolve(found[1]);
    });
    server.on('exit', (code) => reject(new Error(`kith ended with ${code}:\n${council.written}`)));
  });
  council.browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
  });
  return council;
}

/** Ends browser and server, and takes the folder away. */
export async function closeCouncil(council) {
  await council.browser.close();
  council.server.kill('SIGTERM');
  await new Promise((resolve) => council.server.on('exit', resolve));
  await rm(council.folder, { recursive: true, force: true });
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
