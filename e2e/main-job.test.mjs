// The main job in a browser: sign in → why → search → family → details → refused → who has looked.
// Each page on the way is checked for accessibility; afterwards everything that left the server
// is searched for what must never leave it.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { checkPage } from './accessibility.mjs';
import { closeCouncil, faults, openCouncil, provoke, visit } from './council.mjs';
import { arrowTo, pressAndGo, tabTo } from './keyboard.mjs';
import { chooseFirst, find, sayWhy, signIn } from './steps.mjs';

let council;
const titles = new Set();
const addresses = new Set();

before(async () => { council = await openCouncil(); });
after(async () => { await closeCouncil(council); });

async function look(page, name) {
  titles.add(await page.title());
  addresses.add(page.url());
  await checkPage(page, name);
}

test('a social worker finds a child under a nickname and sees the whole family with one selection', async () => {
  const page = await visit(council);
  await look(page, 'sign in');
  await signIn(page, 'Amira Khan');
  await look(page, 'why are you looking');
  await sayWhy(page, /child in need/, 'CSC-2026-0417');
  await look(page, 'find a person');
  await find(page, 'Fairclough', 'Ollie');
  await look(page, 'people found');
  await chooseFirst(page);
  await look(page, 'family');
  const words = await page.locator('main').innerText();
  for (const needed of ['Whom to ring', 'Kelly Shaw', 'mother', 'half-sister', 'grandmother', 'Mark Fairclough', 'lives elsewhere', 'What was searched']) {
    assert.ok(words.includes(needed), `the family page does not say: ${needed}`);
  }
  assert.ok(await page.locator('main a[href^="tel:"]').count() >= 4, 'telephone numbers are links');
  await mkdir(new URL('output/', import.meta.url), { recursive: true });
  await page.setViewportSize({ width: 1280, height: 1400 });
  await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
  await page.screenshot({ path: new URL('output/family.png', import.meta.url).pathname });
  await page.locator('main a[href^="/details/"]').first().click();
  await look(page, 'details of one involvement');
  assert.match(await page.locator('main').innerText(), /Why you may see this/);
});

test('each sheet that is printed says who printed it, when, and of which look it is', async () => {
  const page = await visit(council);
  await signIn(page, 'Amira Khan');
  await sayWhy(page, /child in need/, 'CSC-2026-0417');
  await find(page, 'Fairclough', 'Oliver');
  const mark = page.locator('.kith-on-each-sheet');
  assert.ok(await mark.isHidden(), 'it is for paper only');
  await chooseFirst(page);
  const look = (await page.locator('main').innerText()).match(/This look is number (\d+)/)[1];
  await page.emulateMedia({ media: 'print' });
  const words = await mark.innerText();
  assert.match(words, /^Printed by Amira Khan \(SW1001\), \d/);
  assert.ok(words.includes(`look-up ${look}.`), words);
  const display = (locator) => locator.evaluate((element) => getComputedStyle(element).display);
  // What is repeated on each sheet is the foot of a table that is not to be broken.
  assert.equal(await display(mark), 'table-footer-group');
  assert.equal(await mark.evaluate((element) => getComputedStyle(element).breakInside), 'avoid');
  assert.equal(await display(page.locator('body')), 'table');
  await mkdir(new URL('output/', import.meta.url), { recursive: true });
  await page.pdf({ path: new URL('output/family.pdf', import.meta.url).pathname, format: 'A4' });
  await page.emulateMedia({ media: null });
});

test('the whole way is walked with the keyboard alone', async () => {
  const page = await visit(council);
  await tabTo(page, /^Sign in as Amira Khan/);
  await pressAndGo(page, 'Enter');
  await tabTo(page, /./, 'input[type=radio][name=purpose]');
  await arrowTo(page, /child in need/);
  await tabTo(page, /case or referral number/i);
  await page.keyboard.type('CSC-2026-0417');
  await tabTo(page, /^Continue/);
  await pressAndGo(page, 'Space');
  await tabTo(page, /^Family name/);
  await page.keyboard.type('Fairclough');
  await tabTo(page, /^Given name/);
  await page.keyboard.type('Oliver');
  await pressAndGo(page, 'Enter');
  await tabTo(page, /^Fairclough, Oliver/i, 'main a');
  await pressAndGo(page, 'Enter');
  await tabTo(page, /^Whom to ring/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^01632/, 'main a[href^="tel:"]');
  assert.match(await page.locator('h1').innerText(), /Fairclough and family/);
  await tabTo(page, /^Now/, 'main a[href^="/details/"]');
  await pressAndGo(page, 'Enter');
  assert.match(page.url(), /\/details\//);
});

test('too few details and a search that finds nobody say what to do next', async () => {
  const page = await visit(council);
  await signIn(page, 'Ben Okafor');
  await sayWhy(page, /Front-door/, 'REF-2026-1102');
  provoke(council, 422, '/find');
  await find(page, 'Smith', '');
  await look(page, 'too few details');
  assert.match(await page.locator('.govuk-error-summary').innerText(), /two details/i);
  await find(page, 'Xyzzyqwert', 'Plughdunsel');
  await look(page, 'nobody found');
  assert.match(await page.locator('main').innerText(), /0161 496 0100/);
});

test('an early-help worker is refused another case, kindly, and is told whom to ring', async () => {
  const page = await visit(council);
  await signIn(page, 'Carys Morgan');
  provoke(council, 403, '/why');
  await sayWhy(page, /Early help/, 'CSC-2026-0417');
  await look(page, 'refused');
  const words = await page.locator('main').innerText();
  for (const needed of [/recorded/i, /team manager/i, /0161 496 0100/]) assert.match(words, needed);
});

test('the information-governance lead sees the look and the refusal', async () => {
  const page = await visit(council);
  await signIn(page, 'Fay Lindqvist');
  await sayWhy(page, /Audit/, '');
  await page.goto(`${council.address}/looks`);
  await look(page, 'who has looked');
  const words = await page.locator('main').innerText();
  assert.match(words, /Amira Khan/);
  assert.match(words, /Carys Morgan/);
  assert.match(words, /refused/i);
  await page.locator('main a[href^="/looks/"]').first().click();
  await look(page, 'who has looked at this family');
  for (const path of ['/flags', '/not-shared', '/our-data', '/agreements']) {
    await page.goto(council.address + path);
    await look(page, path);
  }
});

test('the safeguarding desk finds somebody and asks for a restriction on its own pages', async () => {
  const page = await visit(council);
  await signIn(page, 'Kezia Brand');
  await sayWhy(page, /Keeping restrictions/, '');
  assert.match(page.url(), /\/restrictions$/);
  await look(page, 'restrictions');
  await page.goto(`${council.address}/find`);
  await find(page, 'Fairclough', 'Oliver');
  await page.locator('main a[href^="/restrictions/new/"]').first().click();
  await look(page, 'a new restriction');
  provoke(council, 422, new URL(page.url()).pathname);
  await page.getByRole('button', { name: 'Set the restriction' }).click();
  await look(page, 'a restriction without a kind');
  assert.match(await page.locator('.govuk-error-summary').innerText(), /which restriction/i);
});

test('the standing pages and a worker’s own look-ups can be read by everybody who signs in', async () => {
  const page = await visit(council);
  await signIn(page, 'Amira Khan');
  for (const path of ['/my-looks', '/people-you-know', '/messages', '/sources', '/agreements', '/help', '/accessibility', '/privacy', '/security', '/passphrase', '/nowhere']) {
    if (path === '/nowhere') provoke(council, 404, path);
    await page.goto(council.address + path);
    await look(page, path);
  }
});

test('after signing out, the back button shows nobody', async () => {
  const page = await visit(council);
  await signIn(page, 'Amira Khan');
  await sayWhy(page, /child in need/, 'CSC-2026-0417');
  await find(page, 'Fairclough', 'Oliver');
  await chooseFirst(page);
  const address = page.url();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await look(page, 'signed out');
  await page.goBack();
  assert.doesNotMatch(await page.locator('body').innerText(), /Kelly Shaw/);
  await page.goto(address);
  assert.match(page.url(), /sign-in/);
});

test('a handle of one sitting is worth nothing in another', async () => {
  const first = await visit(council);
  await signIn(first, 'Amira Khan');
  await sayWhy(first, /child in need/, 'CSC-2026-0417');
  await find(first, 'Fairclough', 'Oliver');
  await chooseFirst(first);
  const second = await visit(council);
  await signIn(second, 'Ben Okafor');
  await sayWhy(second, /Front-door/, 'REF-2026-1102');
  provoke(council, 404, new URL(first.url()).pathname);
  await second.goto(first.url());
  assert.doesNotMatch(await second.locator('body').innerText(), /Fairclough/);
});

test('no name, birth date or address is in a title, an address or anything the server wrote', async () => {
  const never = ['Fairclough', 'Birtwistle', 'Kelly', 'Oliver', 'Ollie', 'Mercer Road', 'Elmfield', '2017-07-04', 'QX6 1BD'];
  const announced = council.written.split('\n').filter((line) => !line.startsWith('A child to look for'));
  for (const word of never) {
    for (const title of titles) assert.ok(!title.includes(word), `a title holds ${word}`);
    for (const address of addresses) assert.ok(!address.includes(word), 'an address holds a name');
    assert.ok(!announced.join('\n').includes(word), `the server wrote ${word}`);
  }
  assert.ok(council.written.includes('"level"'), 'the server wrote a log that could be searched');
  assert.deepEqual(faults(council), [], 'the browser reported faults');
});
