// How long the search page and the family page take over HTTP, signed in, one after another.
//
//   kith --data target/bench-demo demo --people 200000 --no-serve
//   sed -i 's/^looks_an_hour.*/looks_an_hour = 1000/; s/^looks_a_day.*/looks_a_day = 1000/' target/bench-demo/kith.toml
//   kith --data target/bench-demo serve --listen 127.0.0.1:8091 &
//   node bench/page-latency.mjs http://127.0.0.1:8091 target/bench-demo/extracts/truth/people.csv
//
// Only a loopback address is asked, a bounded number of times.

import { readFile } from 'node:fs/promises';

const [address, people] = process.argv.slice(2);
const looks = 300;
if (!/^http:\/\/127\.0\.0\.1:\d+$/.test(address ?? '')) throw new Error('a loopback address is needed');

const signedIn = await fetch(`${address}/api/v1/sitting`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ staff_id: 'SW1001', passphrase: 'eastmere-demo' }),
});
const { token } = await signedIn.json();
const cookie = `kith=${token}`;
const why = new URLSearchParams({ purpose: 'P2', case: 'CSC-2026-0417' });
await page('POST', '/why', why);

const rows = (await readFile(people, 'utf8')).split('\n').map((line) => line.split(','));
const at = (name) => rows[0].indexOf(name);
const [given, family, birth] = [at('given'), at('family_name'), at('birth')];
const children = rows.slice(1).filter((row) => row[birth] > '2010' && row[birth] < '2020' && row[family]);
const step = Math.max(1, Math.floor(children.length / looks));
const times = { search: [], family: [] };
for (let place = 0; place < children.length && times.search.length < looks; place += step) {
  const row = children[place];
  const terms = new URLSearchParams({
    family: row[family], given: row[given], 'birth-day': '', 'birth-month': '', 'birth-year': row[birth].slice(0, 4),
  });
  const found = await timed('search', () => page('POST', '/find', terms));
  const handle = found.match(/\/family\/[0-9a-f]{32}/);
  if (handle) await timed('family', () => page('GET', handle[0]));
}
for (const [name, all] of Object.entries(times)) {
  all.sort((a, b) => a - b);
  const share = (part) => all[Math.floor((all.length - 1) * part)].toFixed(1);
  console.log(`${name}: ${all.length} pages, p50 ${share(0.5)} ms, p95 ${share(0.95)} ms, p99 ${share(0.99)} ms`);
}

async function timed(name, ask) {
  const began = performance.now();
  const text = await ask();
  times[name].push(performance.now() - began);
  return text;
}

async function page(method, path, body) {
  const answer = await fetch(address + path, { method, body, headers: { cookie }, redirect: 'manual' });
  if (answer.status >= 400) throw new Error(`${method} ${path.slice(0, 8)} gave ${answer.status}`);
  return answer.text();
}
