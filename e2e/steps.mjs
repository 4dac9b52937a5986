// What a worker does, in the words of the pages.

import assert from 'node:assert/strict';

/** Signs in as one of the demo's workers with one click. */
export async function signIn(page, name) {
  await page.getByRole('button', { name: new RegExp(name) }).click();
}

/** States why, and on which case. */
export async function sayWhy(page, purpose, reference) {
  await page.getByRole('radio', { name: purpose }).check();
  if (reference) await page.getByLabel(/case or referral number/i).last().fill(reference);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Searches by family name and given name. */
export async function find(page, family, given) {
  await page.getByLabel('Family name').fill(family);
  await page.getByLabel('Given name').fill(given);
  await page.locator('main').getByRole('button', { name: 'Search' }).click();
}

/** Chooses the first person found. */
export async function chooseFirst(page) {
  await page.locator('main a[href^="/family/"]').first().click();
  assert.match(new URL(page.url()).pathname, /^\/family\/[0-9a-f]{32}$/);
}
