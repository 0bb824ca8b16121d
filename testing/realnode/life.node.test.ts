import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { namespace } from './real-cluster.ts';
import { longest, useRealNodes } from './suite.ts';
import { createGuests } from './workloads.ts';

const run = promisify(execFile);
const suite = useRealNodes();

/** The commands of docs/operations.md below this marker. */
function documented(marker: string): string {
  const text = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
  const block = new RegExp(`<!-- tested: ${marker} -->\\n\`\`\`sh\\n([^]*?)\`\`\``).exec(text)?.[1];
  if (block === undefined) throw new Error(`no commands are marked "tested: ${marker}"`);
  return block;
}

/** Runs commands as a user of this cluster would, with kubectl and helm in the PATH. */
async function shell(script: string): Promise<void> {
  const { tools, kubeconfigPath, dataDir } = suite.real.controlPlane;
  const bin = join(dataDir, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const tool of ['kubectl', 'helm'] as const) copyFileSync(await tools.path(tool), join(bin, tool));
  const env = { PATH: `${bin}:${process.env.PATH ?? ''}`, HOME: dataDir, KUBECONFIG: kubeconfigPath };
  await run('/bin/sh', ['-euc', script], { env });
}

describe('a release on real nodes', () => {
  it(
    'passes helm test, by the name of its Service',
    async () => {
      await expect(suite.real.helm('test', 'mechanic')).resolves.toMatch(/Phase:\s+Succeeded/);
    },
    longest,
  );

  it(
    'is upgraded in the middle of a drain, which goes on',
    async () => {
      const { real } = suite;
      const [name = ''] = real.names;
      const before = await real.pods();
      await createGuests(real, { name: 'slow', replicas: 2, stopMs: 20_000, node: name });
      const event = real.schedule(name, 'Redeploy', { noticeMs: 3_600_000 });
      const { record } = await real.untilPhase(name, 'Draining');
      await real.upgrade({ log: { level: 'debug' }, probe: { pollInterval: '2s' } });
      await real.eventually('every pod to be replaced', async () => {
        const uids = new Set(before.map(({ metadata }) => metadata?.uid));
        return (await real.pods()).every(({ metadata }) => !uids.has(metadata?.uid));
      });
      const drained = await real.untilPhase(name, 'Drained');
      expect(drained.record).toMatchObject({ startedAt: record?.startedAt, attempts: record?.attempts });
      real.imds.finish(event);
      await real.untilIdle(name);
      await real.upgrade();
    },
    longest,
  );

  it(
    'is uninstalled in the middle of a drain as the manual says, and leaves nodes as it found them',
    async () => {
      const { real } = suite;
      const [name = ''] = real.names;
      await createGuests(real, { name: 'slow', replicas: 2, stopMs: 20_000, node: name });
      const event = real.schedule(name, 'Redeploy', { noticeMs: 3_600_000 });
      await real.untilPhase(name, 'Draining');
      await shell(documented('uninstall'));
      for (const node of real.names) {
        const { unschedulable, record, report, labelled, waiting } = await real.node(node);
        expect({ unschedulable, record, report, labelled, waiting }).toEqual({
          unschedulable: false,
          record: null,
          report: null,
          labelled: false,
          waiting: false,
        });
      }
      await real.eventually('the pods of mechanic to be gone', async () => {
        const { items } = await real.cluster.core.listNamespacedPod({ namespace });
        return items.length === 0;
      });
      real.imds.finish(event);
      await real.upgrade();
      await real.untilReady();
    },
    longest,
  );
});
