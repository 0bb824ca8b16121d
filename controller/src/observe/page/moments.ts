import { type Html, html } from './html.ts';

/**
 * An element for a point in time, which the script in the browser turns into "in 14 min" and keeps current. Hovering shows
 * the exact time.
 * @param until the text is about something that lasts until then
 */
export function moment(rfc3339: string, until = false): Html {
  const readable = rfc3339.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
  const text = until ? `until ${readable}` : readable;
  return html`<time datetime="${rfc3339}" title="${readable}" ${until && html` data-until`}>${text}</time>`;
}

/** Matches times in sentences of the status, with a preceding word that would not fit before "in 14 min". */
const toldTime = /(?:\b(at|from|until|since) )?\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)(?: on\b)?/g;

/** A sentence of the status in which each time is an element that the browser updates. */
export function told(sentence: string): Html {
  const parts: (Html | string)[] = [];
  let end = 0;
  for (const match of sentence.matchAll(toldTime)) {
    const [whole, word = '', time = ''] = match;
    parts.push(sentence.slice(end, match.index));
    // "at in 14 min" is not English; "since 14 min ago" can be understood.
    if (word === 'since') parts.push('since ');
    parts.push(moment(time, word === 'until'));
    end = match.index + whole.length;
  }
  return html`${[...parts, sentence.slice(end)]}`;
}

/** A duration: `850 ms`, `12 s`, `4 min 10 s`, `2 h 5 min`. */
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
