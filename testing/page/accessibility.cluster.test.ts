import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNodeWith } from '../../controller/src/decide/testing.ts';
import { violations } from './axe.ts';
import { busyStatus, largeStatus, quietStatus } from './example-status.ts';
import { Visitor } from './visitor.ts';

const phone = { width: 360, height: 740 };
const wide = { width: 1_600, height: 1_000 };
const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [phone, wide].map((viewport) => ({ colorScheme, viewport })),
);
const name = 'aks-user-25795745-vmss000003';
const paths = ['', 'nodes', `nodes/${name}`, 'nodes/nobody'];
const statuses = { busy: busyStatus(), quiet: quietStatus(), large: largeStatus(5_000, 60) };

let visitor: Visitor;
beforeAll(async () => {
  visitor = await Visitor.come(statuses.busy);
  visitor.server.look = (asked) =>
    asked === name ? { node: aNodeWith(name, []), probed: true, budgets: [] } : null;
});
afterAll(() => visitor.leave());

describe('axe-core, for people who see little or nothing', () => {
  it.each(paths)('finds nothing at /%s, in light and dark, on a phone and a wide screen', async (path) => {
    visitor.server.status = statuses.busy;
    for (const look of looks) {
      const page = await visitor.open(path, look);
      await page.evaluate(`document.querySelectorAll('details').forEach((each) => (each.open = true))`);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.viewport.width);
      await page.context().close();
    }
  });

  it('would find a field without a name', async () => {
    const page = await visitor.open('');
    await page.evaluate(`document.getElementById('filter-text').parentElement.firstChild.remove()`);
    expect((await violations(page)).join()).toContain('label');
    await page.context().close();
  });

  it.each(['quiet', 'large'] as const)('finds nothing on the page of a %s cluster', async (which) => {
    visitor.server.status = statuses[which];
    const page = await visitor.open('');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});
