// Every page: WCAG 2.2 AA by axe, no sideways scroll at 320 px and at 400 % zoom, every control
// reached by keyboard with a focus that can be seen.

import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Checks the page that is open, at three sizes, and by keyboard. */
export async function checkPage(page, name) {
  await noViolations(page, `${name} at 1280 px`);
  await fits(page, name, 1280);
  await byKeyboard(page, name);
  // 400 % zoom of a 1280 px window is a window of 320 px at four device pixels each.
  await page.setViewportSize({ width: 320, height: 900 });
  await fits(page, name, 320);
  await noViolations(page, `${name} at 320 px`);
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.doesNotMatch(page.url(), /[?&]/, `${name}: the address holds a query`);
}

async function noViolations(page, name) {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const words = violations.map((fault) =>
    `${fault.id}: ${fault.help}\n${fault.nodes.map((node) => `    ${node.html.slice(0, 200)}`).join('\n')}`);
  assert.equal(violations.length, 0, `${name}\n${words.join('\n')}`);
}

async function fits(page, name, width) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= width, `${name}: ${wide} px wide in a window of ${width} px`);
}

/** Tab from the top reaches every link, button and field, each with a visible focus. */
async function byKeyboard(page, name) {
  await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
  const wanted = await page.evaluate(() => {
    const controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];
    const isShown = (control) => control.checkVisibility({ visibilityProperty: true })
      && !control.disabled && control.tabIndex >= 0
      && !(control.closest('details:not([open])') && control.tagName !== 'SUMMARY');
    // One radio of a group takes the focus; arrows reach the others.
    const groups = new Set();
    return controls.filter(isShown).filter((control) => {
      if (control.type !== 'radio') return true;
      const first = !groups.has(control.name);
      groups.add(control.name);
      return first;
    }).length;
  });
  const reached = new Set();
  for (let press = 0; press < wanted + 10 && reached.size < wanted; press += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const control = document.activeElement;
      if (!control || control === document.body) return null;
      const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];
      const style = getComputedStyle(control);
      const label = control.nextElementSibling ? getComputedStyle(control.nextElementSibling, '::before') : null;
      const seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
        || (label && (label.outlineStyle !== 'none' || label.boxShadow !== 'none'));
      return { place: all.indexOf(control), seen, html: control.outerHTML.slice(0, 120) };
    });
    if (!focus) continue;
    assert.ok(focus.seen, `${name}: no visible focus on ${focus.html}`);
    reached.add(focus.place);
  }
  assert.equal(reached.size, wanted, `${name}: the keyboard reaches ${reached.size} of ${wanted} controls`);
}
