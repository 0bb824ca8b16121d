import { type Html, html } from './html.ts';

/**
 * A point in time, written out; the script in the browser turns it into "in 14 min" and keeps it true. Exact on hover.
 * @param until the words are of something that lasts until then
 */
export function moment(rfc3339: string, until = false): Html {
  const readable = rfc3339.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
  const text = until ? `until ${readable}` : readable;
  return html`<time datetime="${rfc3339}" title="${readable}" ${until && html` data-until`}>${text}</time>`;
}

/** Times as sentences of the status carry them, with the word before that makes no sense before "in 14 min". */
const toldTime = /(?:\b(at|from|until|since) )?\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)(?: on\b)?/g;

/** A sentence of the status: what it says, with each point in time as one that the browser keeps true. */
export function told(sentence: string): Html {
  const parts: (Html | string)[] = [];
  let end = 0;
  for (const match of sentence.matchAll(toldTime)) {
    const [whole, word = '', time = ''] = match;
    parts.push(sentence.slice(end, match.index));
    // "at in 14 min" is no English; "since 14 min ago" at least is understood.
    if (word === 'since') parts.push('since ');
    parts.push(moment(time, word === 'until'));
    end = match.index + whole.length;
  }
  return html`${[...parts, sentence.slice(end)]}`;
}

/** How long something took: `850 ms`, `12 s`, `4 min 10 s`, `2 h 5 min`. */
export function span(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return minutes % 60 === 0
    ? `${Math.floor(minutes / 60)} h`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
