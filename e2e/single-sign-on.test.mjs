// Workers sign in with their council account at a real identity provider on the loopback: there
// and back, again for a fresh proof, refused kindly without an account or a role, and out of both.

import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkPage } from './accessibility.mjs';
import { closeCouncil, faults, newCouncil, provoke, run, serve, visit } from './council.mjs';
import { application, openProvider, signInAtProvider } from './identity-provider.mjs';
import { find, sayWhy } from './steps.mjs';

let council;
let provider;

before(async () => {
  const port = await freePort();
  provider = await openProvider(`http://127.0.0.1:${port}`);
  council = await newCouncil();
  await run(council, 'demo', '--people', '400', '--no-serve');
  const folder = join(council.folder, 'council');
  const settings = (await readFile(join(folder, 'kith.toml'), 'utf8')).replace('looks_an_hour = 60', 'looks_an_hour = 2');
  await writeFile(join(folder, 'kith.toml'), settings);
  await appendFile(join(folder, 'kith.toml'), `
[single_sign_on]
issuer = "${provider.issuer}"
application_id = "${application.id}"
own_address = "http://127.0.0.1:${port}"
staff_id_claim = "employee_id"
longest_minutes = 60
[single_sign_on.roles]
"Kith.SocialWorker" = "social_worker"
`);
  await writeFile(join(folder, 'sign-on.secret'), application.secret, { mode: 0o600 });
  await serve(council, ['serve', '--listen', `127.0.0.1:${port}`]);
});
after(async () => { await closeCouncil(council); await provider?.close(); });

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function goToProvider(page) {
  await page.getByRole('link', { name: 'Sign in with your council account' })
    .or(page.getByRole('button', { name: 'Sign in with your council account' })).click();
  assert.ok(page.url().startsWith(provider.issuer), `not at the provider: ${page.url()}`);
}

test('a worker signs in with their council account, looks, and signs out of both', async () => {
  const page = await visit(council);
  await checkPage(page, 'sign in with a council account');
  await goToProvider(page);
  const asked = new URL(page.url());
  await signInAtProvider(page, 'amira');
  assert.equal(page.url(), `${council.address}/why`, asked.pathname);
  await sayWhy(page, /child in need/, 'CSC-2026-0417');
  await find(page, 'Fairclough', 'Oliver');
  assert.match(await page.locator('main').innerText(), /Fairclough/);
  await page.goto(`${council.address}/sign-ins`);
  assert.match(await page.locator('main').innerText(), /Council account/);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await checkPage(page, 'signed out, with the provider still open');
  await page.getByRole('link', { name: 'Sign out of your council account too' })
    .or(page.getByRole('button', { name: 'Sign out of your council account too' })).click();
  assert.ok(page.url().startsWith(provider.issuer));
  await page.locator('button[name=logout]').click();
  assert.equal(page.url(), `${council.address}/sign-in`);
});

test('over the budget the council account proves again who is there', async () => {
  const page = await visit(council);
  await goToProvider(page);
  await signInAtProvider(page, 'amira');
  await sayWhy(page, /child in need/, 'CSC-2026-0417');
  for (let count = 0; count < 3; count += 1) {
    if (!page.url().endsWith('/find')) await page.goto(`${council.address}/find`);
    if (page.url().endsWith('/find')) await find(page, 'Xyzzyqwert', 'Plughdunsel');
    if (page.url().endsWith('/sign-in/again')) break;
  }
  assert.match(page.url(), /\/sign-in\/again$/);
  await checkPage(page, 'sign in again with a council account');
  await page.getByRole('link', { name: /Sign in again with your council account/ })
    .or(page.getByRole('button', { name: /Sign in again with your council account/ })).click();
  assert.ok(page.url().startsWith(provider.issuer), 'the provider asks again');
  await signInAtProvider(page, 'amira');
  assert.equal(page.url(), `${council.address}/find`);
});

test('without a role or an account the person is told so, and whom to ring', async () => {
  for (const [person, words] of [['ben', /You have no role here/], ['nina', /You have no account here/]]) {
    const page = await visit(council);
    await goToProvider(page);
    await signInAtProvider(page, person);
    await checkPage(page, `refused: ${person}`);
    const main = await page.locator('main').innerText();
    assert.match(main, words);
    assert.match(main, /0161 496 0100/);
  }
});

test('what comes back twice, or in another browser, or made up, opens nothing', async () => {
  const page = await visit(council);
  let back = '';
  page.on('request', (request) => { if (request.url().includes('/sign-in/back')) back = request.url(); });
  await goToProvider(page);
  await signInAtProvider(page, 'amira');
  assert.match(back, /code=/);
  for (const address of [back, `${council.address}/sign-in/back?state=made-up&code=made-up`, `${council.address}/sign-in/back`]) {
    const other = await visit(council);
    await other.goto(address);
    assert.equal(other.url(), `${council.address}/sign-in/refused/begin-again`);
    await other.goto(`${council.address}/my-looks`);
    assert.match(other.url(), /\/sign-in$/);
  }
  // A link that somebody else's browser was sent with.
  const first = await visit(council);
  let asked = '';
  first.on('request', (request) => { if (request.url().startsWith(`${provider.issuer}/auth?`)) asked = request.url(); });
  await goToProvider(first);
  const other = await visit(council);
  await other.goto(asked);
  await signInAtProvider(other, 'amira');
  assert.equal(other.url(), `${council.address}/sign-in/refused/begin-again`);
});

test('a local account opens nothing while single sign-on is on', async () => {
  const page = await visit(council);
  provoke(council, 422, '/sign-in');
  await page.getByRole('button', { name: /Ben Okafor/ }).click();
  assert.match(await page.locator('.govuk-error-summary').innerText(), /belong together/);
});

test('each that was not accepted stands in the audit with its reason, and the log holds no token', async () => {
  const lines = await run(council, 'audit', 'verify');
  assert.doesNotMatch(lines, /altered/);
  for (const never of ['code=', 'id_token', 'eyJ', application.secret]) {
    assert.ok(!council.written.includes(never), `the server wrote ${never}`);
  }
  const unforeseen = faults(council).filter((fault) => !fault.includes('/sign-in/back') && fault.startsWith(council.address));
  assert.deepEqual(unforeseen, []);
});
