// The records desk in a browser: sign in → why → list → two records → answer → check → answered →
// undone. Each page on the way is checked for accessibility.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkPage } from './accessibility.mjs';
import { closeCouncil, faults, openCouncil, provoke, visit } from './council.mjs';
import { sayWhy, signIn } from './steps.mjs';

let council;
const titles = new Set();

// Enough people that something waits for review.
before(async () => { council = await openCouncil(2000); });
after(async () => { await closeCouncil(council); });

async function look(page, name) {
  titles.add(await page.title());
  await checkPage(page, name);
}

/** Signs in at the records desk; the list of what waits comes first. */
async function atTheDesk(worker) {
  const page = await visit(council);
  await signIn(page, worker);
  await sayWhy(page, /Correcting a wrong record/, '');
  assert.equal(new URL(page.url()).pathname, '/review');
  return page;
}

test('a worker of the records desk answers a question and undoes the answer', async () => {
  const page = await atTheDesk('Hana Petrov');
  await look(page, 'what waits for review');
  assert.match(await page.locator('main').innerText(), /Why it is here/);
  assert.equal(await page.getByRole('link', { name: 'Find a person' }).count(), 0, 'the desk does not look for people');

  // A question that one worker may decide alone.
  const alone = page.locator('.kith-review-item__question').filter({ hasNotText: 'two workers' });
  const reference = (await alone.first().innerText()).match(/M-[0-9A-F]{8}/)[0];
  await alone.first().getByRole('link').click();
  assert.match(new URL(page.url()).pathname, /^\/review\/[0-9a-f]{32}$/);
  await look(page, 'two records');
  const words = await page.locator('main').innerText();
  for (const needed of ['First record', 'Second record', 'Compared', 'How the evidence adds up', 'Sum so far', reference]) {
    assert.ok(words.includes(needed), `the page of two records does not say: ${needed}`);
  }
  assert.equal(await page.locator('svg.kith-waterfall > title').count(), 1, 'the chart has a title');

  provoke(council, 422, `${new URL(page.url()).pathname}/check`);
  await page.getByRole('button', { name: 'Continue' }).click();
  await look(page, 'two records without an answer');
  assert.match(await page.locator('.govuk-error-summary').innerText(), /same person/);

  await page.getByRole('radio', { name: 'Not the same person' }).check();
  await page.getByRole('radio', { name: /cannot be true of one person/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await look(page, 'check your answer');
  await page.getByRole('button', { name: 'Confirm and keep' }).click();
  assert.equal(new URL(page.url()).pathname, '/review/decided');
  await look(page, 'answered');
  const row = page.locator('tbody tr').filter({ hasText: reference });
  assert.match(await row.innerText(), /Not the same person[\s\S]*Hana Petrov[\s\S]*Stands/);
  await page.getByRole('link', { name: 'See what waits for review' }).click();
  assert.ok(!(await page.locator('main').innerText()).includes(reference), 'it is not asked again');

  await page.goto(`${council.address}/review/decided`);
  await row.getByRole('button', { name: /^Undo/ }).click();
  assert.match(await row.innerText(), /Undone by Hana Petrov/);
  await page.goto(`${council.address}/review`);
  assert.ok((await page.locator('main').innerText()).includes(reference), 'it is asked again');
  await page.goto(`${council.address}/review/figures`);
  await look(page, 'figures about matching');
  assert.match(await page.locator('main').innerText(), /Too few to say/);
});

test('where two workers have to agree, the second is not told what the first answered', async () => {
  const first = await atTheDesk('Hana Petrov');
  const byTwo = first.locator('.kith-review-item__question').filter({ hasText: 'two workers' });
  const reference = (await byTwo.first().innerText()).match(/M-[0-9A-F]{8}/)[0];
  await byTwo.first().getByRole('link').click();
  await first.getByRole('radio', { name: 'Cannot tell' }).check();
  await first.getByRole('radio', { name: /Too little is recorded/ }).check();
  await first.getByRole('button', { name: 'Continue' }).click();
  await first.getByRole('button', { name: 'Confirm and keep' }).click();
  assert.match(await first.locator('tbody tr').first().innerText(), /Waits for a different worker/);

  const second = await atTheDesk('Idris Vale');
  const same = second.locator('.kith-review-item__question').filter({ hasText: reference });
  assert.match(await same.innerText(), /Second worker/i);
  await same.getByRole('link').click();
  const words = await second.locator('main').innerText();
  assert.match(words, /without knowing what/);
  assert.doesNotMatch(words, /What was answered/);
});

test('an analyst sees how linking went without saying why, and nobody is named', async () => {
  const page = await visit(council);
  await signIn(page, 'Jo Marlow');
  assert.equal(new URL(page.url()).pathname, '/linkage');
  await look(page, 'link runs');
  const words = await page.locator('main').innerText();
  assert.match(words, /Records/);
  assert.doesNotMatch(words, /Fairclough/);
  await page.screenshot({ path: 'output/link-runs.png', fullPage: true });
});

test('no title says whom a record is about, and the browser reports no fault', () => {
  const known = ['Sign in', 'What waits for review', 'One person or two?', 'Error: One person or two?', 'Check your answer', 'Answered', 'Figures about matching', 'Link runs'];
  for (const title of titles) assert.ok(known.includes(title.replace(' – Kith', '')), title);
  assert.deepEqual(faults(council), [], 'the browser reported faults');
});
