/*
 * The owner of a node chooses the ids and types of its events. People read them in Events, chats and logs, so they are
 * reduced to text without markup, links or line breaks.
 */
const longest = 128;

/** Returns the id with every character outside the alphabet of ids replaced by a dash. */
export function sayId(id: string): string {
  return restricted(id, /[^A-Za-z0-9:._-]+/g);
}

/** Whether all characters of an id are in the alphabet of ids, so that it may stand in a list of ids. */
export function isPlainId(id: string): boolean {
  return id !== '' && sayId(id) === id;
}

/** Returns the type of an event or a condition: one word, with at most a prefix such as `example.com/`. */
export function sayType(type: string): string {
  return restricted(type, /[^A-Za-z0-9/._-]+/g);
}

/** Returns a short text of another person: letters, digits and the punctuation between words. */
export function sayWords(text: string): string {
  return restricted(text, /[^\p{L}\p{N} ,._'+-]+/gu);
}

function restricted(text: string, foreign: RegExp): string {
  const shown = text.slice(0, longest).replaceAll(foreign, '-');
  return shown === '' ? '-' : shown;
}
