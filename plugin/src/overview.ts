import type { AttentionItem, NodeEntry, Status } from '@mechanic/contract/status';
import { count, list } from '../../controller/src/decide/reasons.ts';
import { blockersInShort, podsWord } from '../../controller/src/decide/status/held-words.ts';
import { cleanDeep } from './clean-text.ts';
import { stateTones, timeLeft } from './node-words.ts';
import type { Paint, Tone } from './paint.ts';
import { fromNow } from './span.ts';
import type { Answer, Origin } from './status-source.ts';
import { type Cell, cell, table, wrap } from './table.ts';

export interface View {
  readonly paint: Paint;
  /** Width in columns; Infinity without wrapping. */
  readonly width: number;
  /** Milliseconds since the epoch, by the clock that the status comes from. */
  readonly now: number;
}

/** The output of `kubectl mechanic`, as lines. */
export function overview(answer: Answer, view: View): string[] {
  const { status, origin } = cleanDeep(answer);
  return [
    ...summary(status, view),
    ...attention(status, view),
    '',
    ...nodes(status, view),
    '',
    ...source(origin, view),
  ];
}

/** The source of the information. */
export function source(origin: Origin, { paint, width }: View): string[] {
  return wrap(originWords(origin), width).map((line) => paint('quiet', line));
}

function originWords(origin: Origin): string {
  switch (origin.kind) {
    case 'leader':
      return `Source: the leader, ${origin.name}.`;
    case 'standby':
      return (
        `Source: ${origin.name}, which is on standby and does not know the pods that are left. ` +
        `The leader did not answer: ${origin.why}.`
      );
    case 'nodes': {
      const gaps = origin.gaps.length === 0 ? '' : ` Not permitted to read: ${origin.gaps.join('; ')}.`;
      return `Source: the Nodes themselves. No controller answered: ${origin.why}.${gaps}`;
    }
  }
}

function summary(
  { leader, slots, nodesTotal, nodesProbed, version }: Status,
  { paint, now }: View,
): string[] {
  const since = leader.since === null ? '' : `, since ${fromNow(leader.since, now).replace(/ ago$/, '')}`;
  const who = leader.identity === null ? paint('danger', 'nobody') : `${leader.identity}${since}`;
  return [
    `Leader       ${who}`,
    `Slots        ${slots.used} of ${slots.total} in use`,
    `Unavailable  ${slots.unavailable} of ${count(nodesTotal, 'node')}, at most ${slots.maxUnavailable}`,
    `Probes       ${nodesProbed} of ${nodesTotal} answer`,
    `Version      ${version}`,
  ];
}

const tones: Readonly<Record<AttentionItem['level'], Tone>> = {
  danger: 'danger',
  warning: 'warning',
  notice: 'plain',
};

/**
 * Facts that are shown elsewhere are left out here: those of single nodes, except expected delays, and the number of
 * probes.
 */
function attention({ attention: items }: Status, { paint, width }: View): string[] {
  return items
    .filter(({ nodes, kind }) => (nodes.length === 0 && kind !== 'unprobed') || kind === 'at-risk')
    .flatMap(({ level, text, nodes }) =>
      wrap(`! ${sentence(text, nodes)}.`, width).map((line) => paint(tones[level], line)),
    );
}

function sentence(text: string, nodes: readonly string[]): string {
  return nodes.length === 0 ? text : `${text}: ${list(nodes, 5)}`;
}

const columns = ['#', 'NODE', 'STATE', 'EVENT', 'TIME LEFT', 'PODS LEFT', 'WHY'];

function nodes(status: Status, { now, ...options }: View): string[] {
  // Thousands of nodes may be in this state for the same reason, so they are counted.
  const blind = status.nodes.filter(isBlind);
  const entries = status.nodes.filter((entry) => !isBlind(entry));
  const draining = entries.filter(({ state }) => state === 'draining');
  // The controller sends the queue in order, and then the other nodes by name.
  const rest = entries.filter(({ state }) => state !== 'draining');
  const rows = [...draining, ...rest].map((entry) => row(entry, now));
  return [
    ...(rows.length > 0 ? table(columns, rows, options) : [quiet(status.nodesTotal, blind.length)]),
    ...(blind.length > 0 ? ['', ...wrap(blindWords(blind), options.width)] : []),
  ];
}

function quiet(total: number, blind: number): string {
  return `All quiet: nothing is announced for any of ${count(total, 'node')}${blind > 0 ? ', as far as is known' : ''}.`;
}

/** Whether the state of the node is unknown and mechanic has done nothing to it. */
function isBlind({ state, events, reason, startedAt }: NodeEntry): boolean {
  return state === 'unknown' && events.length === 0 && reason === null && startedAt === null;
}

function blindWords(blind: readonly NodeEntry[]): string {
  const named = listed(blind.map(({ node }) => node));
  return `Not known what is scheduled for ${count(blind.length, 'node')}, see explain: ${named}.`;
}

function listed(names: readonly string[]): string {
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `${names.slice(0, 5).join(', ')}${more}`;
}

function row(entry: NodeEntry, now: number): Cell[] {
  const { node, state, position, reason, started } = entry;
  const left = timeLeft(entry, now);
  return [
    cell(position ?? '', 'strong'),
    cell(node),
    cell(state, stateTones[state]),
    cell(started && reason !== null ? `${reason} Started` : (reason ?? '')),
    cell(left.text, left.tone),
    cell(podsWord(entry)),
    cell(why(entry)),
  ];
}

function why(entry: NodeEntry): string {
  return entry.state === 'draining' && entry.blockedBy.length > 0 ? blockersInShort(entry) : entry.why;
}
