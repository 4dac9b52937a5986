// What a worker does who has a keyboard and nothing else.

import assert from 'node:assert/strict';

/** Presses Tab until the focus is on a control with these words, and of this kind. */
export async function tabTo(page, words, kind = '*') {
  for (let press = 0; press < 200; press += 1) {
    await page.keyboard.press('Tab');
    if (await isOn(page, words, kind)) return;
  }
  assert.fail(`the keyboard does not reach ${words} (${kind}) on ${await page.title()}`);
}

/** Presses the arrow key until the radio with these words is chosen. */
export async function arrowTo(page, words) {
  await page.keyboard.press('Space');
  for (let press = 0; press < 20; press += 1) {
    if (await isOn(page, words, 'input[type=radio]:checked')) return;
    await page.keyboard.press('ArrowDown');
  }
  assert.fail(`the arrow keys do not reach ${words} on ${await page.title()}`);
}

/** Presses a key that opens another page, and waits for that page. */
export async function pressAndGo(page, key) {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
}

async function isOn(page, words, kind) {
  const [fits, said] = await page.evaluate((selector) => {
    const control = document.activeElement;
    const label = control.labels?.[0]?.innerText ?? control.innerText ?? '';
    return [control.matches(selector), label.trim()];
  }, kind);
  return fits && words.test(said);
}
