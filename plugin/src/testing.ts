import type { NodeView } from '../../controller/src/decide/snapshot.ts';
import { attentionOf } from '../../controller/src/decide/status/attention.ts';
import { now } from '../../controller/src/decide/testing.ts';
import type { NodeEntry, Status } from '@mechanic/contract/status';
import { type Kubectl, KubectlFailure } from './kubectl.ts';
import type { View } from './overview.ts';
import { painter } from './paint.ts';

export { anEntry } from '../../controller/src/decide/status/testing.ts';

/** The view of tests: no colours, no wrapping, at the time of decide/testing.ts. */
export const plainView: View = { paint: painter(false), width: Number.POSITIVE_INFINITY, now };

/** A kubectl with answers from the test. Other paths do not exist. */
export class FakeKubectl implements Kubectl {
  /** Command lines so far. */
  readonly calls: string[] = [];
  /** Input on stdin, by command line. */
  readonly inputs = new Map<string, string>();
  readonly #answers: ((command: string) => string | Error | undefined)[] = [];

  /** Sets the answer to command lines that contain `part`; the latest match applies. */
  answer(part: string, answer: unknown): this {
    const given =
      answer instanceof Error ? answer : typeof answer === 'string' ? answer : JSON.stringify(answer);
    this.#answers.unshift((command) => (command.includes(part) ? given : undefined));
    return this;
  }

  async run(args: readonly string[], { input }: { readonly input?: string } = {}): Promise<string> {
    const command = args.join(' ');
    this.calls.push(command);
    if (input !== undefined) this.inputs.set(command, input);
    await Promise.resolve();
    for (const find of this.#answers) {
      const answer = find(command);
      if (answer instanceof Error) throw answer;
      if (answer !== undefined) return answer;
    }
    throw new KubectlFailure(`${command}: not found`, 'NotFound');
  }
}

export function forbidden(what: string): KubectlFailure {
  return new KubectlFailure(`${what} is forbidden`, 'Forbidden');
}

/** The answer of the leader `ctl-1`. */
export function aStatus(nodes: readonly NodeEntry[] = [], changes: Partial<Status> = {}): Status {
  const queue = nodes.flatMap(({ node, position, state, reason, why, deadline, startedAt: since }) =>
    position === null
      ? []
      : [{ node, position, state, reason: reason ?? '', waitsFor: why, deadline, since, heldBy: null }],
  );
  const status = {
    version: '0.1.0',
    now: new Date(now).toISOString(),
    synced: true,
    leader: { self: 'ctl-1', identity: 'ctl-1', isLeader: true, since: '2026-11-23T03:00:00.000Z' },
    settings: {
      state: 'ok',
      error: null,
      warnings: [],
      paused: false,
      inForce: { maxConcurrentDrains: 1, urgentWithin: '2m' },
    },
    dryRun: false,
    slots: { total: 1, used: 0, unavailable: 0, maxUnavailable: 3 },
    nodesTotal: 6,
    nodesProbed: 6,
    queue,
    nodes,
    history: [],
    summary: null,
    holds: [],
    advice: null,
    readiness: [],
    readinessAt: null,
    fleet: [],
    ...changes,
  } as const;
  return { attention: attentionOf(status), ...status };
}

/** A pod of a drain that a budget protects. */
export function aBlockedPod(name: string, budget: string): Pick<NodeEntry, 'podsLeft' | 'blockedBy'> {
  return {
    podsLeft: [{ namespace: 'shop', name, state: 'blocked', budgets: [budget], reason: '' }],
    blockedBy: [{ pod: `shop/${name}`, budgets: [budget], reason: 'blocked' }],
  };
}

/** The Node in the JSON of the API server. */
export function nodeObject(
  { name, uid, labels, unschedulable, report, record }: NodeView,
  annotations: Readonly<Record<string, string>> = {},
): unknown {
  return {
    metadata: {
      name,
      uid,
      labels,
      annotations: {
        ...annotations,
        ...(report.kind === 'present' && { 'mechanic.dev/report': JSON.stringify(report.value) }),
        ...(record.kind === 'present' && { 'mechanic.dev/maintenance': JSON.stringify(record.value) }),
      },
    },
    spec: { unschedulable },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
}
