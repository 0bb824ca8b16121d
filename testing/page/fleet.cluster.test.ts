import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { aNodeWith } from '../../controller/src/decide/testing.ts';
import { busyStatus, exampleNode, largeStatus, timesFrom } from './example-status.ts';
import { Visitor, textOf } from './visitor.ts';

const waiting = 'aks-user-25795745-vmss000004';
let visitor: Visitor;
beforeEach(async () => {
  visitor = await Visitor.come(busyStatus());
  visitor.server.look = (name) =>
    name === waiting ? { node: aNodeWith(name, []), probed: true, budgets: [] } : null;
});
afterEach(() => visitor.leave());

/** The names on the cards that are to be seen. */
function cards(page: Page): Promise<string[]> {
  return page.locator('.card:visible h3 code').allInnerTexts();
}

describe('the map of all nodes', () => {
  it('says by pool and zone how many are in which state', async () => {
    const page = await visitor.open();
    const groups = (await page.locator('#fleet li').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    expect(groups[0]).toBe('pool gpu, westeurope-1 1 node: 1 failed, tried again later');
    expect(groups.filter((group) => group.startsWith('pool system'))).toHaveLength(3);
  });

  it('names the node under the pointer, and leads to it', async () => {
    const page = await visitor.open('', { viewport: { width: 1_200, height: 2_000 } });
    const square = page.locator('#fleet li', { hasText: 'waiting' }).first().locator('.squares');
    await square.hover({ position: { x: 4, y: 4 } });
    await page.locator('#tip').waitFor();
    const name = (await textOf(page, '#tip')).replace(/:.*/, '');
    await square.click({ position: { x: 4, y: 4 } });
    await page.waitForURL(`**/nodes/${name}`);
  });

  it('lists the nodes of a state in a pool and zone', async () => {
    const page = await visitor.open();
    await page.locator('#fleet a', { hasText: '1 failed' }).click();
    await page.locator('#nodes').waitFor();
    expect(await textOf(page, '#nodes tbody')).toContain(
      'aks-gpu-99887766-vmss000000 gpu westeurope-1 failed',
    );
    expect(await page.getByText('1 of 12 nodes match.').count()).toBe(1);
  });

  it('stays quick and small with 5,000 nodes', async () => {
    visitor.server.status = largeStatus(5_000, 120);
    const began = performance.now();
    const page = await visitor.open();
    const shown = performance.now() - began;
    const answer = await fetch(visitor.url);
    const bytes = (await answer.arrayBuffer()).byteLength;
    const map = Number(await page.evaluate(`document.getElementById('fleet').outerHTML.length`));
    const status = (await (await fetch(`${visitor.url}api/v1/status`)).arrayBuffer()).byteLength;
    process.stdout.write(
      `5,000 nodes, 120 in maintenance: shown after ${Math.round(shown)} ms; page ${bytes} bytes, of these the map ${map}; status ${status} bytes\n`,
    );
    expect(shown).toBeLessThan(5_000);
    expect(map).toBeLessThan(40_000);
    expect(bytes).toBeLessThan(400_000);
  });
});

describe('the filter', () => {
  it('narrows what is shown while one types, and says to how much', async () => {
    const page = await visitor.open();
    await page.getByLabel('Name').fill('VMSS000004');
    expect(await cards(page)).toEqual([waiting]);
    expect(await textOf(page, '#filtered')).toBe('1 of 6 nodes in maintenance are shown.');
    await page.getByLabel('Name').fill('');
    await page.getByLabel('State').selectOption('failed, tried again later');
    expect(await cards(page)).toEqual(['aks-gpu-99887766-vmss000000']);
    await page.getByLabel('State').selectOption('all');
    await page.getByLabel('Pool').selectOption('gpu');
    expect(await cards(page)).toEqual(['aks-gpu-99887766-vmss000000']);
    expect(await page.locator('#fleet li:visible').count()).toBe(1);
  });

  it('stays in force when the page changes', async () => {
    const page = await visitor.open();
    await page.getByLabel('Pool').selectOption('gpu');
    const status = busyStatus();
    const more = exampleNode('aks-user-9', timesFrom(Date.now()), { position: 3 });
    visitor.server.status = { ...status, nodes: [...status.nodes, more] };
    await page.locator('#node-aks-user-9').waitFor({ state: 'attached' });
    // Of no pool that is known: it is not of this one.
    expect(await cards(page)).toEqual(['aks-gpu-99887766-vmss000000']);
  });

  it('lists all nodes that match, idle ones too, and works without scripts', async () => {
    const page = await visitor.open('', { javaScriptEnabled: false });
    await page.getByLabel('Name').fill('system');
    await page.getByRole('button', { name: 'List nodes' }).click();
    expect(await page.locator('#nodes tbody tr').count()).toBe(6);
    expect(await page.getByLabel('Name').inputValue()).toBe('system');
    expect(await page.getByText('6 of 12 nodes match.').count()).toBe(1);
    expect(visitor.complaints).toEqual([]);
  });

  it('keeps what one looks for as text, whatever it is', async () => {
    const evil = '"><script>document.title=1</script>';
    const page = await visitor.open(`nodes?text=${encodeURIComponent(evil)}&state=${evil}&pool=${evil}`);
    expect(await page.getByLabel('Name').inputValue()).toBe(evil);
    expect(await page.getByText('0 of 12 nodes match.').count()).toBe(1);
    expect(await page.title()).toBe('Nodes - mechanic');
  });
});

describe('the page of one node', () => {
  it('is reached from its card, says all that explain says, and is live', async () => {
    const page = await visitor.open();
    await page.locator(`#node-${waiting} h3 a`).click();
    await page.waitForURL(`**/nodes/${waiting}`);
    await page.locator('#connection.live').waitFor();
    expect(await page.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      'Announced',
      'How mechanic knows',
      'Why',
      'Forecast',
      'What comes next',
    ]);
    const text = await textOf(page, 'main');
    expect(text).toMatch(/vmss000004 waiting 1st of 2 in the queue, not cordoned/);
    expect(text).toMatch(/Redeploy Scheduled, not before in 1\d min/);
    expect(text).toMatch(/its drain begins in \d min.*, and ends in/);
    const status = busyStatus();
    visitor.server.status = {
      ...status,
      nodes: status.nodes.map((entry) => ({ ...entry, why: 'is quite another' })),
    };
    await page.getByText('is quite another').waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('says of a name that nobody has that there is no such node, as text', async () => {
    const name = '<img src=x>';
    const answer = await fetch(`${visitor.url}nodes/${encodeURIComponent(name)}`);
    expect(answer.status).toBe(404);
    const page = await visitor.open(`nodes/${encodeURIComponent(name)}`);
    expect(await textOf(page, 'main')).toContain(
      `There is no such node The cluster has no Node with the name ${name}`,
    );
    expect(await page.locator('img').count()).toBe(0);
  });
});
