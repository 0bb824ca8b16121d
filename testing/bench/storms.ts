import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { AdmissionregistrationV1Api } from '@kubernetes/client-node';
import { waitFor } from '../controlplane/index.ts';
import { type Figure, countWork, describePatches, describeRequests, judged } from './figures.ts';
import { peakMemory } from './process-memory.ts';
import { StormCluster, within } from './storm-cluster.ts';

type Say = (line: string) => void;

/** How large a storm is. */
export interface StormSize {
  readonly nodes: number;
  readonly events: number;
}

const quarter = 15 * 60_000;
const PATIENCE_MS = 90_000;
const podsOnEach = 2;
const drainsAtOnce = 50;

/** From the report of a preemption to the cordon, while the controller marks all the nodes that wait. */
export async function preemptBehind(waiting: number, hanging: boolean, say: Say): Promise<Figure> {
  const marks = hanging ? 'a webhook that never answers on their marks' : 'no trouble';
  say(`a Preempt due in 30 s behind ${waiting} waiting nodes, ${marks}`);
  const storm = await StormCluster.start(waiting + 1, { maxConcurrentDrains: 1, maxUnavailable: '100%' });
  const webhook = hanging ? await HangingWebhook.start(storm) : null;
  try {
    const [preempted, ...others] = storm.nodes;
    if (preempted === undefined) throw new Error('a storm needs nodes');
    // Whoever drains first drains until it is paused.
    await storm.each(others, ({ name }) => storm.addPod(name, 0, false));
    await storm.each(others, (node) =>
      storm.report(node, { id: 'redeploy', type: 'Redeploy', dueInMs: quarter }),
    );
    const started = new Date();
    await storm.startController();
    await waitFor('a node to drain', () => storm.cordon({ since: started }), { timeout: 60_000 });
    const since = new Date();
    await storm.report(preempted, { id: 'preempt', type: 'Preempt', dueInMs: 30_000 });
    const { name } = preempted;
    const cordon = await within(PATIENCE_MS, 'the cordon', () => storm.cordon({ name }));
    const goal = hanging ? 2 : 1;
    const took =
      cordon === null
        ? null
        : (cordon.time.getTime() - (await storm.reportedAt(since, name)).getTime()) / 1_000;
    return {
      what: `${waiting} nodes wait${hanging ? ', each write of their taint hangs' : ''}: report of a Preempt due in 30 s to cordon`,
      mechanic: took === null ? `over ${PATIENCE_MS / 1_000} s` : `${took.toFixed(2)} s`,
      goal: judged(`at most ${goal} s`, took !== null && took <= goal),
    };
  } finally {
    await webhook?.stop();
    await storm.stop();
  }
}

/** Many events at once in a large cluster, with the chart's flags for Node.js. */
export async function allAtOnce({ nodes, events }: StormSize, say: Say): Promise<Figure[]> {
  say(
    `${nodes} nodes, ${events} events at once, ${drainsAtOnce} drains at a time, ${podsOnEach} pods on each node`,
  );
  const storm = await StormCluster.start(nodes, {
    maxConcurrentDrains: drainsAtOnce,
    maxUnavailable: '100%',
  });
  try {
    const struck = storm.nodes.slice(0, events);
    for (let index = 0; index < podsOnEach; index++) {
      await storm.each(struck, ({ name }) => storm.addPod(name, index, true));
    }
    const controller = await storm.startController();
    const atRest = await peakMemory(controller.pid);
    const since = new Date();
    await storm.each(struck, (node) =>
      storm.report(node, { id: `event-${node.name}`, type: 'Redeploy', dueInMs: quarter }),
    );
    const drained = async (): Promise<number> => (await drainedNodes(storm, since)).size;
    const done = await within(quarter, 'all to be drained', async () => (await drained()) === events);
    if (done === null) say(`  only ${await drained()} of ${events} were drained in time`);
    // Events are written at their own pace, long after what they tell of.
    await within(quarter, 'the last Event', () => storm.rests());
    const requests = await storm.requests({ since });
    say(`  ${describeRequests(requests)}`);
    say(`  patches: ${describePatches(requests)}`);
    const peak = await peakMemory(controller.pid);
    const cordon = await storm.cordon({ since });
    const first =
      cordon === undefined ? Infinity : cordon.time.getTime() - (await storm.reportedAt(since)).getTime();
    const { maximum } = await storm.controlPlane.auditLog.drainingOverTime();
    const each = countWork(requests) / Math.max(1, await drained());
    const title = `${nodes} nodes, ${events} events at once`;
    return [
      {
        what: `${title}: peak memory of the controller (${atRest.toFixed(0)} MiB before)`,
        mechanic: `${peak.toFixed(0)} MiB`,
        goal: judged('at most 180 MiB', peak <= 180),
      },
      {
        what: `${title}: first report to first cordon`,
        mechanic: `${(first / 1_000).toFixed(2)} s`,
        goal: judged('at most 2 s', first <= 2_000),
      },
      {
        what: `${title}: most drains at the same instant`,
        mechanic: String(maximum),
        goal: judged(`at most ${drainsAtOnce}`, maximum <= drainsAtOnce),
      },
      {
        what: `${title}: requests for each drained node, ${podsOnEach} of them evictions`,
        mechanic: each.toFixed(1),
        goal: judged('at most 12', each <= 12),
      },
    ];
  } finally {
    await storm.stop();
  }
}

async function drainedNodes(storm: StormCluster, since: Date): Promise<Set<string>> {
  const patches = await storm.requests({ verb: 'patch', resource: 'nodes', code: 200, since });
  const drained = patches.filter(({ requestObject }) =>
    JSON.stringify(requestObject).includes(String.raw`\"phase\":\"Drained\"`),
  );
  return new Set(drained.map(({ name }) => name));
}

/** An admission webhook for the waiting taint that accepts connections and says nothing. */
class HangingWebhook {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined); // told by close
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  /** Returns when the API server asks it. */
  static async start(storm: StormCluster): Promise<HangingWebhook> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const webhook = new HangingWebhook(server);
    const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
    const api = storm.controlPlane.kubeConfig.makeApiClient(AdmissionregistrationV1Api);
    const name = 'hanging.testing.mechanic.dev';
    await api.createValidatingWebhookConfiguration({
      body: {
        metadata: { name },
        webhooks: [
          {
            name,
            admissionReviewVersions: ['v1'],
            sideEffects: 'None',
            failurePolicy: 'Fail',
            timeoutSeconds: 30,
            clientConfig: { url: `https://127.0.0.1:${port}/`, caBundle: storm.controlPlane.caData },
            rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['nodes'] }],
            matchConditions: [
              {
                name: 'waiting',
                expression:
                  'has(object.spec.taints) && object.spec.taints.exists(taint, taint.key == "mechanic.dev/maintenance")',
              },
            ],
          },
        ],
      },
    });
    return webhook;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
