import { count } from '../../controller/src/decide/reasons.ts';
import type { NodeView } from '../../controller/src/decide/snapshot.ts';
import { ownRecord } from '../../controller/src/decide/step/ownership.ts';
import type { ClusterReader } from './cluster-reader.ts';
import { PluginFailure, messageOf } from './failure.ts';
import { KubectlFailure } from './kubectl.ts';
import { restAfter } from './pace.ts';
import { span } from './span.ts';
import type { StatusSource } from './status-source.ts';

export interface DrainWaitParts {
  readonly reader: Pick<ClusterReader, 'node'>;
  readonly source: Pick<StatusSource, 'read'>;
  readonly say: (line: string) => void;
  /** Milliseconds on a monotonic clock. */
  readonly monotonic: () => number;
  /** Resolves after `ms` milliseconds, or on an interrupt. */
  readonly rest: (ms: number) => Promise<void>;
  readonly interrupted: () => boolean;
}

/** How the wait ended; null while it continues. */
type End = { readonly ok: true } | { readonly ok: false; readonly why: string } | null;

/**
 * Reports each change of the drain once, until the node is drained for this request.
 * @throws PluginFailure when the node will not be drained, or not in this attempt
 */
export async function waitUntilDrained(parts: DrainWaitParts, name: string, id: string): Promise<void> {
  const { monotonic, rest, say, interrupted } = parts;
  const began = monotonic();
  let told = '';
  for (;;) {
    const asked = monotonic();
    const { end, line } = await look(parts, name, id);
    if (end?.ok === true) {
      say(`${name} is drained, after ${span(monotonic() - began)}.`);
      return;
    }
    if (end !== null) throw new PluginFailure(`${name} is not drained: ${end.why}`);
    if (interrupted()) throw new PluginFailure(`no longer waits; ${name} is still asked for`);
    if (line !== told) say(line);
    told = line;
    await rest(restAfter(monotonic() - asked));
  }
}

/** The wait continues while the API server is not available. */
async function look(
  { reader, source }: DrainWaitParts,
  name: string,
  id: string,
): Promise<{ readonly end: End; readonly line: string }> {
  try {
    const end = endOf(await reader.node(name), id);
    return end === null ? { end, line: await progress(source, name) } : { end, line: '' };
  } catch (error) {
    if (error instanceof KubectlFailure && error.reason === 'NotFound')
      return { end: { ok: false, why: 'there is no such Node any more' }, line: '' };
    return { end: null, line: `The cluster does not answer: ${messageOf(error)}` };
  }
}

function endOf(node: NodeView, id: string): End {
  if (node.request.kind !== 'present') return { ok: false, why: 'somebody has taken the request back' };
  if (node.request.value.id !== id) return { ok: false, why: 'somebody else asks for something else now' };
  const record = ownRecord(node);
  if (record?.overridden === true) return { ok: false, why: 'a person has uncordoned it' };
  if (record?.events.includes(id) !== true) return null;
  if (record.phase === 'Drained') return { ok: true };
  return record.phase === 'Failed' ? { ok: false, why: failureOf(record) } : null;
}

function failureOf({ attempts, message, retryAt }: NonNullable<ReturnType<typeof ownRecord>>): string {
  const again = typeof retryAt === 'string' ? `; it is tried again at ${retryAt}` : '';
  return `attempt ${attempts} failed${message === undefined ? '' : `: ${message}`}${again}`;
}

async function progress(source: Pick<StatusSource, 'read'>, name: string): Promise<string> {
  const { status } = await source.read();
  const entry = status.nodes.find(({ node }) => node === name);
  if (entry === undefined) return `${name}: not seen by mechanic yet`;
  const { state, why, podsTotal, podsLeft, blockedBy, position } = entry;
  const place = position === null ? '' : `, place ${position} in the queue`;
  const pods = podsTotal === null ? '' : `, ${podsLeft.length} of ${count(podsTotal, 'pod')} left`;
  const blocked = blockedBy.map(({ pod, budgets }) => `${pod} (${budgets.join(', ')})`).slice(0, 3);
  const held = blocked.length === 0 ? '' : `; held: ${blocked.join(', ')}`;
  return `${name}: ${state}${place}${pods}; ${why}${held}`;
}
