import {
  type NodeFacts,
  type Section,
  type Words,
  conditionWords,
  entryOf,
  explain,
  placeWords,
} from '../../controller/src/decide/status/explanation.ts';
import { cleanDeep } from './clean-text.ts';
import { stateTones, timeLeft } from './node-words.ts';
import { type View, source } from './overview.ts';
import { clockTime, fromNow, span } from './span.ts';
import type { Answer } from './status-source.ts';
import { wrap } from './table.ts';

/** Everything that is known of one node. */
export interface NodeAnswer extends Answer, NodeFacts {}

/** The output of `kubectl mechanic explain`, as lines. */
export function explanation(answer: NodeAnswer, view: View): string[] {
  const clean = cleanDeep(answer);
  return [
    title(clean, view),
    ...explain(clean, wordsAt(view.now)).flatMap((part) => section(part, view)),
    '',
    ...source(clean.origin, view),
  ];
}

function wordsAt(now: number): Words {
  const at = (time: string): string => {
    const age = fromNow(time, now);
    return age === '' ? clockTime(time) : `${clockTime(time)} (${age})`;
  };
  return { at, span };
}

function title(answer: NodeAnswer, { paint, now }: View): string {
  const entry = entryOf(answer);
  const state = entry?.state ?? 'idle';
  const left = entry === undefined ? null : timeLeft(entry, now);
  const place = placeWords(entry, answer.status);
  const parts = [
    paint(stateTones[state], state),
    ...(place === '' ? [] : [place]),
    ...(left === null || left.text === '' ? [] : [paint(left.tone, leftWords(left.text))]),
    ...conditionWords(answer.node).map((word) => (word === 'not Ready' ? paint('danger', word) : word)),
  ];
  return `${paint('strong', answer.node.name)}: ${parts.join(', ')}`;
}

function leftWords(left: string): string {
  return /^(late|since)/.test(left) ? left : `${left} left`;
}

function section({ heading, items }: Section, { paint, width }: View): string[] {
  const lines = items.flatMap((item) =>
    wrap(item, width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`),
  );
  return ['', paint('strong', heading), ...lines];
}
