import { REQUEST, parseDuration } from '@mechanic/contract';
import { type RequestDocument, parseBy, parseRequest } from '@mechanic/contract/request';
import type { NodeView } from '../../controller/src/decide/snapshot.ts';
import type { ClusterReader } from './cluster-reader.ts';
import { UsageFailure } from './failure.ts';
import type { Kubectl } from './kubectl.ts';
import { clockTime } from './span.ts';

/** The arguments of `kubectl mechanic drain`. */
export interface DrainWishes {
  readonly node: string;
  readonly reason: string | null;
  /** As on the command line: `30m` or a time; null without a deadline. */
  readonly by: string | null;
}

export interface DrainRequestParts {
  readonly kubectl: Kubectl;
  readonly reader: Pick<ClusterReader, 'node'>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly say: (line: string) => void;
}

const usualReason = 'asked for by kubectl mechanic drain';

/**
 * Requests a drain of the node. Returns the id of the request.
 * @throws KubectlFailure when the Node does not exist or may not be annotated
 */
export async function askForDrain(parts: DrainRequestParts, wishes: DrainWishes): Promise<string> {
  const { kubectl, reader, say } = parts;
  const by = wishes.by === null ? null : timeOf(wishes.by, parts.now);
  const node = await reader.node(wishes.node);
  const document: RequestDocument = {
    reason: wishes.reason ?? usualReason,
    ...(by !== null && { by }),
    requester: await whoAmI(kubectl),
  };
  const text = JSON.stringify(document);
  const result = parseRequest(text);
  if (!result.ok) throw new UsageFailure(`this makes no request: ${result.why}`);
  await kubectl.run(['annotate', 'node', wishes.node, `${REQUEST}=${text}`, '--overwrite']);
  const due = by === null ? '' : `, to be empty by ${clockTime(by)}`;
  say(`Asked for: ${wishes.node} is drained when its turn comes${due}.`);
  for (const note of notes(node, result.request.id)) say(note);
  say(`To give it back: kubectl mechanic return ${wishes.node}`);
  return result.request.id;
}

/** Removes the request of the node. */
export async function takeBack(
  { kubectl, reader, say }: Pick<DrainRequestParts, 'kubectl' | 'reader' | 'say'>,
  name: string,
): Promise<void> {
  const node = await reader.node(name);
  if (node.request.kind === 'absent') {
    say(`Nobody has asked for a drain of ${name}: nothing to take back.`);
    return;
  }
  await kubectl.run(['annotate', 'node', name, `${REQUEST}-`]);
  say(`Taken back: ${name} is given back, unless something else is announced for it.`);
}

function notes({ name, request, ignored }: NodeView, id: string): string[] {
  const others = request.kind === 'present' && request.value.id !== id ? request.value : null;
  const asker = others?.requester ?? 'somebody';
  return [
    ...(others === null ? [] : [`This replaces what ${asker} had asked for: ${others.reason}.`]),
    ...(ignored ? [`mechanic.dev/ignore is set on ${name}: nothing happens until that is removed.`] : []),
  ];
}

/** The name of the user, for people who see the request later. A failure is ignored. */
async function whoAmI(kubectl: Kubectl): Promise<string> {
  try {
    const name = await kubectl.run(['auth', 'whoami', '--output=jsonpath={.status.userInfo.username}']);
    return name.trim() === '' ? 'kubectl mechanic' : name.trim();
  } catch {
    return 'kubectl mechanic';
  }
}

/** The deadline as RFC 3339 in UTC. */
function timeOf(by: string, now: number): string {
  const length = parseDuration(by);
  const at = length === undefined ? parseBy(by) : now + length;
  if (at === undefined) {
    throw new UsageFailure(`--by is "${by}", must be like 30m, 4h or 2026-11-25T06:00:00Z`);
  }
  if (at <= now) throw new UsageFailure(`--by is "${by}", which is over already`);
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
