// A real extract whose every value is a canary goes the whole way: loaded, linked, published,
// searched, opened, and in the way of every kind of error. The pages a worker may see hold it;
// nothing else that leaves the house does.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { canaryExtract, canaryIn, familyName, givenName } from './canary-extract.mjs';
import { closeCouncil, newCouncil, provoke, run, serve, visit, faults } from './council.mjs';
import { find, sayWhy, signIn } from './steps.mjs';

const left = { titles: [], addresses: [], headers: [], errorPages: [], findings: [] };
let council;

before(async () => {
  council = await newCouncil();
  await run(council, 'demo', '--people', '400', '--no-serve');
  const today = new Date().toISOString().slice(0, 10);
  const extract = join(council.folder, 'children.csv');
  await writeFile(extract, canaryExtract(today));
  const source = ['--source', 'family-context-csc'];
  left.findings.push(await run(council, 'check', ...source, extract).catch((refusal) => refusal.message));
  left.findings.push(await run(council, 'load', ...source, '--dry-run', '--json', extract));
  left.findings.push(await run(council, 'load', ...source, extract));
  left.findings.push(await run(council, 'link'), await run(council, 'publish'));
  await serve(council, ['serve', '--listen', '127.0.0.1:0']);
});
after(async () => { await closeCouncil(council); });

/** A visitor whose every answer is kept: headers of all, bodies of those that say an error. */
async function watchedVisit() {
  const page = await visit(council);
  page.on('response', (response) => { left.headers.push(keepAnswer(response)); });
  return page;
}

async function keepAnswer(response) {
  if (response.status() >= 400) left.errorPages.push(withoutWhatWasTyped(await response.text()));
  return JSON.stringify(await response.allHeaders());
}

/** A form that is shown again holds what the worker typed: that may come back, and only that. */
function withoutWhatWasTyped(html) {
  return html.replace(/ value="[^"]*"/g, '');
}

async function note(page) {
  left.titles.push(await page.title());
  left.addresses.push(page.url());
}

/** Asks without the browser's own form, with the sitting of the page. */
async function ask(page, method, path, data, type = 'application/x-www-form-urlencoded') {
  const answer = await page.request.fetch(council.address + path, {
    method, data, headers: { 'content-type': type }, maxRedirects: 0,
  });
  left.headers.push(Promise.resolve(JSON.stringify(answer.headersArray())));
  left.errorPages.push(withoutWhatWasTyped(await answer.text()));
  return answer.status();
}

test('what load prints about broken rows holds no value of theirs', () => {
  const findings = left.findings.join('\n');
  assert.match(findings, /line/, 'the broken rows were reported');
  assert.equal(canaryIn(findings), undefined);
});

test('a worker finds and opens canary people; only the pages show them', async () => {
  const page = await watchedVisit();
  await signIn(page, 'Amira Khan');
  await sayWhy(page, /child in need/, 'CSC-2026-0417');
  for (const number of [0, 40, 99]) {
    await page.goto(`${council.address}/find`);
    await find(page, familyName(number), givenName(number));
    await note(page);
    await page.getByRole('link', { name: `${familyName(number)}, ${givenName(number)}` }).click();
    await note(page);
    const words = await page.locator('main').innerText();
    assert.ok(words.includes(familyName(number)), 'the page shows whom it is about');
    assert.ok(canaryIn(words), 'a canary is found where there is one');
    await page.locator('main a[href^="/details/"]').first().click();
    await note(page);
  }
  for (const path of ['/my-looks', '/sources', '/help']) {
    await page.goto(council.address + path);
    await note(page);
  }
});

test('no kind of error repeats a value', async () => {
  const page = await watchedVisit();
  await signIn(page, 'Amira Khan');
  provoke(council, 403, '/why');
  await sayWhy(page, /child in need/, 'ZQCANARY-1');
  await note(page);
  await page.goto(`${council.address}/why`);
  await sayWhy(page, /child in need/, 'CSC-2026-0417');
  provoke(council, 422, '/find');
  await find(page, familyName(3), '');
  await note(page);
  const long = `family=${'Zqcanarylong'.repeat(100_000)}`;
  const asked = [
    [404, await ask(page, 'GET', `/${familyName(4)}`)],
    [404, await ask(page, 'GET', `/family/${familyName(4)}`)],
    [404, await ask(page, 'GET', `/details/${'0'.repeat(32)}`)],
    [405, await ask(page, 'PUT', '/find', 'family=Zqcanarymethod')],
    [413, await ask(page, 'POST', '/find', long)],
  ];
  for (const [wanted, status] of asked) assert.equal(status, wanted);
  const broken = [
    await ask(page, 'POST', '/find', `family=${familyName(5)}&family=%ff%fe`),
    await ask(page, 'POST', '/find', `{"family":"${familyName(5)}"`, 'application/json'),
    await ask(page, 'POST', '/api/v1/find', `{"family":"${familyName(5)}"`, 'application/json'),
    await ask(page, 'POST', '/api/v1/find', `{"family":["${familyName(5)}"]}`, 'application/json'),
    await ask(page, 'POST', '/sign-in', `staff_id=${familyName(6)}&passphrase=zqcanarypassphrase`),
  ];
  for (const status of broken) assert.ok(status >= 400 && status < 500, `a broken body is answered with ${status}`);
});

test('no canary is in a log, an address, a title, a header or an error page', async () => {
  const headers = await Promise.all(left.headers);
  assert.ok(left.titles.length > 10 && headers.length > 50 && left.errorPages.length > 10, 'there was something to search');
  assert.ok(council.written.includes('"level"'), 'the server wrote a log that could be searched');
  const kept = { ...left, headers, written: [council.written] };
  for (const [place, texts] of Object.entries(kept)) {
    for (const text of texts) assert.equal(canaryIn(text), undefined, place);
  }
  assert.deepEqual(faults(council), [], 'the browser reported faults');
});
