import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../controlplane/index.ts';
import type { Page } from 'playwright-core';
import { busyStatus, quietStatus } from './example-status.ts';
import { Visitor, textOf } from './visitor.ts';

let visitor: Visitor;
let page: Page;
beforeAll(async () => {
  visitor = await Visitor.come(busyStatus());
  page = await visitor.open('', { viewport: { width: 1_200, height: 900 } });
});
afterAll(() => visitor.leave());

describe('what the page says ahead', () => {
  it('is in words who misses a deadline, by how much, and who is held', async () => {
    const rows = await page.locator('#timeline li').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual([
      'aks-user-25795745-vmss000003 misses its deadline by 1 min',
      'aks-user-25795745-vmss000004 drained 4 min before its deadline',
      'aks-user-25795745-vmss000007 held by office; drained 2 h 32 min before its deadline',
    ]);
  });

  it('is drawn: a bar from begin to end, the deadline, and a line that follows the present', async () => {
    const drawing = page.locator('#timeline li:nth-child(2) svg');
    const box = async (part: string): Promise<{ x: number; width: number }> =>
      (await drawing.locator(part).boundingBox()) ?? { x: Number.NaN, width: Number.NaN };
    const [bar, due, now] = [await box('.bar'), await box('.due'), await box('.now')];
    expect(now.x).toBeLessThan(bar.x);
    expect(bar.x + bar.width).toBeLessThan(due.x);
    const before = await drawing.locator('.now').getAttribute('d');
    const moved = async (): Promise<boolean> => (await drawing.locator('.now').getAttribute('d')) !== before;
    await waitFor('the line of the present to move', moved);
  });

  it('is held by what, for how long and for whom', async () => {
    expect(await textOf(page, '#holds')).toMatch(
      /^Holds 2 office applies: what can wait does not begin, keeps 1 node waiting, for 2\d min more incident does not apply now: its query finds nothing$/,
    );
  });

  it('is what would hold up a drain, with its cure', async () => {
    await page.locator('#findings-summary').click();
    expect(await textOf(page, '#findings')).toContain(
      'error PodDisruptionBudget shop/web: it can never allow an eviction Let maxUnavailable be 1.',
    );
  });

  it('says times in sentences as a person would, and exactly on hover', async () => {
    const card = '#node-aks-user-25795745-vmss000004';
    expect(await textOf(page, `${card} .why`)).toMatch(
      /^waits for a drain slot: 1 of 1 in use by aks-user-25795745-vmss000003 \(Redeploy due in 2 min \d+ s\)$/,
    );
    const time = page.locator(`${card} .why time`);
    expect(await time.getAttribute('title')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
    const written = (await page.locator('main').innerText()).match(/\d{4}-\d\d-\d\dT/g);
    expect(written).toBeNull();
  });

  it('repeats no line that stands right above', async () => {
    const repeated = await page.evaluate(`[...document.querySelectorAll('.card')].flatMap((card) => {
      const [what, why] = ['.what', '.why'].map((part) => card.querySelector(part)?.textContent.trim() ?? '');
      return why !== '' && (what.includes(why) || why.startsWith(what.split(',')[0])) ? [why] : [];
    })`);
    expect(repeated).toEqual([]);
  });

  it('is away when there is nothing to say', async () => {
    visitor.server.status = quietStatus();
    await page.locator('#timeline').waitFor({ state: 'hidden' });
    expect(await page.locator('#holds').isVisible()).toBe(false);
    expect(visitor.complaints).toEqual([]);
  });
});
