/** No annotation of ours is believed when it is larger, in bytes of UTF-8; all those of an object may have 256 KiB. */
export const largestAnnotation = 64 * 1024;

/** Longest id of an event, in characters. */
export const longestId = 128;

const BRACE = '{'.charCodeAt(0);
const BRACE_END = '}'.charCodeAt(0);
const BRACKET = '['.charCodeAt(0);
const BRACKET_END = ']'.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);

/**
 * Reads JSON that anybody may have written: undefined when it is none, larger than `largest` (bytes; as an annotation of
 * ours unless it says otherwise), or nested deeper than `depth`. What it returns may be walked through by recursion.
 */
export function parseUntrusted(text: string, depth: number, largest = largestAnnotation): unknown {
  if (Buffer.byteLength(text) > largest || isDeeper(text, depth)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether some text inside has a control character (C0, DEL, C1), which no name, id or date of ours needs. */
export function hasControlCharacter(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Cc}/u.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasControlCharacter);
}

/** Whether it is short enough for an id, and one that every program can pass on: no half of a surrogate pair. */
export function isId(text: string): boolean {
  return text.length <= longestId && text.isWellFormed();
}

/** What of a text would be believed: one line of whole characters, cut at the end. */
export function asText(text: string, longest: number): string {
  return text
    .slice(0, longest)
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ');
}

/** Counts brackets outside of texts, before anything that works by recursion meets them. */
function isDeeper(json: string, most: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (inText) {
      if (code === BACKSLASH) at += 1;
      else inText = code !== QUOTE;
    } else if (code === QUOTE) inText = true;
    else if (code === BRACE || code === BRACKET) depth += 1;
    else if (code === BRACE_END || code === BRACKET_END) depth -= 1;
    if (depth > most) return true;
  }
  return false;
}
