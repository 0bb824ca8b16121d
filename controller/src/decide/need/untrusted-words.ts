/*
 * Ids and types of events are chosen by whoever owns the node. What people read of them, in Events, chats and logs, has
 * no room for markup, links or line breaks.
 */
const longest = 128;

/** The id of an event in the alphabet that ids have; anything else becomes a dash. */
export function sayId(id: string): string {
  return restricted(id, /[^A-Za-z0-9:._-]+/g);
}

/** Whether an id is in its own alphabet, and so may stand in a list of ids. */
export function isPlainId(id: string): boolean {
  return id !== '' && sayId(id) === id;
}

/** The type of an event or a condition: a word, with a prefix such as `example.com/` at most. */
export function sayType(type: string): string {
  return restricted(type, /[^A-Za-z0-9/._-]+/g);
}

/** A few words that somebody wrote: letters, digits and what stands between words. */
export function sayWords(text: string): string {
  return restricted(text, /[^\p{L}\p{N} ,._'+-]+/gu);
}

function restricted(text: string, foreign: RegExp): string {
  const shown = text.slice(0, longest).replaceAll(foreign, '-');
  return shown === '' ? '-' : shown;
}
