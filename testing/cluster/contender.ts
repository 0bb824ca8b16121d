import { KubeConfig } from '@kubernetes/client-node';
import { KubeClient } from '../../controller/src/cluster/client.ts';
import { Connection } from '../../controller/src/cluster/connection.ts';
import { failureOf } from '../../controller/src/cluster/failure.ts';
import { systemClock } from '@mechanic/contract/clock';
import type { Fields } from '../../controller/src/log.ts';
import { Elector } from '../../controller/src/leadership/elector.ts';
import { NotLeader } from '../../controller/src/leadership/fence.ts';
import { ApiLeases } from '../../controller/src/leadership/leases.ts';

/**
 * A program that competes for the lease `contest` and writes to the Node of its own name, one write after another, as
 * often as the fence permits it. Arguments: kubeconfig, name, and the three times of the lease in milliseconds.
 */
const [path = '', identity = '', durationMs, renewDeadlineMs, retryPeriodMs] = process.argv.slice(2);

const say = (message: string, fields: Fields = {}): void => console.log(message, JSON.stringify(fields));
const kubeConfig = new KubeConfig();
kubeConfig.loadFromFile(path);
const client = new KubeClient(new Connection({ kubeConfig, clock: systemClock }));
const log = { error: say, warn: say, info: say, debug: say };
const surroundings = { clock: systemClock, log, random: Math.random };
const elector = new Elector({
  ...surroundings,
  leases: new ApiLeases({ ...surroundings, client, namespace: 'default', name: 'contest' }),
  identity,
  durationMs: Number(durationMs),
  renewDeadlineMs: Number(renewDeadlineMs),
  retryPeriodMs: Number(retryPeriodMs),
  hooks: { onNewLeader: (leader) => say('sees', { leader }), onLost: () => process.exit(1) },
});
/** Where a signal stops this process, as if its host had been frozen right there. */
const points = {
  SIGHUP: 'before it asks',
  SIGUSR2: 'after it has asked',
  SIGWINCH: 'before the last look',
} as const;
type Point = (typeof points)[keyof typeof points];

let freezeAt: Point | undefined;
for (const [signal, point] of Object.entries(points)) process.on(signal, () => (freezeAt = point));

function pass(point: Point): void {
  if (point !== freezeAt) return;
  freezeAt = undefined;
  process.kill(process.pid, 'SIGSTOP');
  // Other threads may be stopped first; this one must not get any further.
  const end = performance.now() + 50;
  while (performance.now() < end);
}

client.beforeSending(() => {
  pass('before the last look');
  elector.fence.sweep();
});
process.on('SIGTERM', () => void elector.release().then(() => process.exit(0)));

void elector.run(new AbortController().signal);
for (let count = 0; ; count++) {
  try {
    const annotations = { 'testing.mechanic.dev/count': String(count) };
    pass('before it asks');
    const options = client.mergePatch(30_000, elector.fence.permit(30_000));
    pass('after it has asked');
    await client.core.patchNode({ name: identity, body: { metadata: { annotations } } }, options);
  } catch (error) {
    if (!(error instanceof NotLeader)) say('write failed', { error: failureOf(error).message });
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
}
