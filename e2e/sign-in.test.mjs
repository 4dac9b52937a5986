// At the door and away from it: one click ends everything, a stolen cookie opens nothing, a second
// step is set up and asked for, who searches without end is asked and then locked, and after
// signing out neither the back button nor what the browser kept of pages holds anybody (S-20, S-23).

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { checkPage } from './accessibility.mjs';
import { closeCouncil, faults, newCouncil, provoke, run, serve, visit } from './council.mjs';
import { chooseFirst, find, sayWhy, signIn } from './steps.mjs';

let council;

before(async () => {
  council = await newCouncil();
  await run(council, 'demo', '--people', '400', '--no-serve');
  const place = join(council.folder, 'council', 'kith.toml');
  const settings = await readFile(place, 'utf8');
  await writeFile(place, settings.replace('looks_an_hour = 60', 'looks_an_hour = 4'));
  await serve(council, ['serve', '--listen', '127.0.0.1:0']);
});
after(async () => { await closeCouncil(council); });

/** The code that an authenticator app shows now for a secret in letters (RFC 6238). */
function codeOf(typed) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...typed.replaceAll(' ', '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const hash = createHmac('sha1', secret).update(step).digest();
  const place = hash[19] & 15;
  return String((hash.readUInt32BE(place) & 0x7fffffff) % 1000000).padStart(6, '0');
}

test('a stolen cookie opens nothing in another browser, and the sitting ends', async () => {
  const page = await visit(council);
  await signIn(page, 'Amira Khan');
  const cookies = await page.context().cookies();
  const token = cookies.find((cookie) => cookie.name === 'kith');
  const thief = await visit(council);
  await thief.context().addCookies([token]);
  await thief.goto(`${council.address}/my-looks`);
  assert.match(thief.url(), /sign-in$/);
  await page.goto(`${council.address}/my-looks`);
  assert.match(page.url(), /sign-in$/, 'the sitting that was taken has ended');
});

test('a worker sees their own sign-ins and ends them all with one click', async () => {
  const first = await visit(council);
  await signIn(first, 'Amira Khan');
  const second = await visit(council);
  await signIn(second, 'Amira Khan');
  await second.goto(`${council.address}/sign-ins`);
  await checkPage(second, 'your sign-ins');
  assert.match(await second.locator('main').innerText(), /This one/);
  assert.match(await second.locator('main').innerText(), /Open/);
  await second.getByRole('button', { name: 'Sign out everywhere' }).click();
  await checkPage(second, 'signed out everywhere');
  assert.match(await second.locator('main').innerText(), /All \d+ of your open sign-ins have ended/);
  await first.goto(`${council.address}/my-looks`);
  assert.match(first.url(), /sign-in$/);
});

test('after signing out, neither the back button nor what a shared computer keeps of pages holds anybody', async () => {
  const disk = await mkdtemp(join(tmpdir(), 'kith-disk-'));
  const context = await chromium.launchPersistentContext(disk, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--no-first-run'],
  });
  const page = context.pages()[0] ?? await context.newPage();
  await page.goto(council.address);
  await signIn(page, 'Carys Morgan');
  await sayWhy(page, /Early help/, 'EH-2026-0033');
  await page.goto(`${council.address}/my-looks`);
  await page.goto(council.address);
  await signInAsAmira(page);
  await sayWhy(page, /child in need/, 'CSC-2026-0417');
  await find(page, 'Fairclough', 'Oliver');
  await chooseFirst(page);
  await page.locator('main a[href^="/details/"]').first().click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  assert.match(await page.locator('h1').innerText(), /signed out/);
  for (let step = 0; step < 6; step += 1) {
    await page.goBack().catch(() => null);
    await page.waitForLoadState();
    const words = await page.locator('body').innerText();
    for (const name of ['Kelly Shaw', 'Fairclough']) assert.ok(!words.includes(name), `going back ${step + 1} shows ${name}`);
  }
  await context.close();
  const held = await holding(disk, ['Fairclough', 'Kelly Shaw', 'CSC-2026-0417']);
  assert.deepEqual(held, [], 'the browser kept something on disk');
  await rm(disk, { recursive: true, force: true });
});

test('signing out in one tab empties the other tabs', async () => {
  const context = await council.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${council.address}/sign-in`);
  await signIn(page, 'Carys Morgan');
  await sayWhy(page, /Early help/, 'EH-2026-0033');
  await find(page, 'Lewandowski', 'Jakub');
  await chooseFirst(page);
  assert.match(await page.locator('h1').innerText(), /Lewandowski/);
  const other = await context.newPage();
  await other.goto(`${council.address}/my-looks`);
  await other.getByRole('button', { name: 'Sign out' }).click();
  assert.match(await other.locator('h1').innerText(), /signed out/);
  await page.waitForURL(/\/sign-in/);
  assert.ok(!(await page.locator('body').innerText()).includes('Lewandowski'));
  await context.close();
});

async function signInAsAmira(page) {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(`${council.address}/sign-in`);
  await signIn(page, 'Amira Khan');
}

/** Files that hold one of the words, in either of the two ways browsers write text. */
async function holding(folder, words) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const place = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = await readFile(place).catch(() => Buffer.alloc(0));
    for (const word of words) {
      if (bytes.includes(Buffer.from(word, 'utf8')) || bytes.includes(Buffer.from(word, 'utf16le'))) {
        found.push(`${word} in ${place.slice(folder.length)}`);
      }
    }
  }
  return found;
}

test('a second step is set up with a picture or letters, and asked for from then on', async () => {
  const page = await visit(council);
  await signIn(page, 'Jo Marlow');
  await page.goto(`${council.address}/second-step`);
  await checkPage(page, 'set up a second step');
  assert.ok(await page.locator('svg[role=img] path').isVisible(), 'the picture is drawn');
  const typed = await page.locator('.kith-typed-secret').innerText();
  provoke(council, 422, '/second-step');
  await page.getByLabel('Code').fill('000000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await checkPage(page, 'set up a second step, wrong code');
  assert.equal(await page.locator('.kith-typed-secret').innerText(), typed, 'the secret stays');
  await page.getByLabel('Code').fill(codeOf(typed));
  await page.getByRole('button', { name: 'Continue' }).click();
  await checkPage(page, 'recovery codes');
  const codes = await page.locator('.kith-recovery-codes li').allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  await page.getByRole('link', { name: 'I have kept them' }).or(page.getByRole('button', { name: 'I have kept them' })).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(council.address);
  await signIn(page, 'Jo Marlow');
  await checkPage(page, 'enter your code');
  provoke(council, 422, '/sign-in/code');
  await page.getByLabel('Code').fill('123');
  await page.getByRole('button', { name: 'Continue' }).click();
  await checkPage(page, 'enter your code, wrong');
  await page.getByLabel('Code').fill(codes[0]);
  await page.getByRole('button', { name: 'Continue' }).click();
  assert.match(page.url(), /\/linkage$/);
  await page.goto(`${council.address}/sign-ins`);
  assert.match(await page.locator('main').innerText(), /9 recovery codes left/);
});

test('who searches without end signs in again, and is then locked with a number to ring', async () => {
  const page = await visit(council);
  await signIn(page, 'Ben Okafor');
  await sayWhy(page, /Front-door/, 'REF-2026-1102');
  const search = async () => {
    await page.goto(`${council.address}/find`);
    await find(page, 'Xyzzyqwert', 'Plughdunsel');
  };
  for (let count = 0; count < 4; count += 1) await search();
  assert.match(page.url(), /\/find$/);
  await search();
  assert.match(page.url(), /\/sign-in\/again$/);
  await checkPage(page, 'sign in again');
  provoke(council, 422, '/sign-in/again');
  await page.getByLabel('Passphrase').fill('not the passphrase');
  await page.locator('main').getByRole('button', { name: 'Sign in again' }).click();
  await checkPage(page, 'sign in again, wrong');
  await page.getByLabel('Passphrase').fill('eastmere-demo');
  await page.locator('main').getByRole('button', { name: 'Sign in again' }).click();
  assert.match(page.url(), /\/find$/);
  for (let count = 0; count < 4; count += 1) await search();
  provoke(council, 403, '/find');
  await search();
  await checkPage(page, 'locked');
  const words = await page.locator('main').innerText();
  for (const needed of [/locked/i, /recorded/i, /0161 496 0100/]) assert.match(words, needed);
  const lead = await visit(council);
  await signIn(lead, 'Fay Lindqvist');
  await sayWhy(lead, /Audit/, '');
  await lead.goto(`${council.address}/looks`);
  assert.match(await lead.locator('main').innerText(), /Was locked from looking/);
});

test('the browser reported no fault', () => {
  assert.deepEqual(faults(council), []);
});
