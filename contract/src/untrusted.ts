/** Largest accepted annotation of ours, in bytes of UTF-8; all annotations of an object may have 256 KiB. */
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
 * Reads JSON that anybody may have written. Returns undefined when it is not JSON, larger than `largest` bytes (default: the
 * limit for our annotations), or nested deeper than `depth`. So recursion over the result is safe.
 */
export function parseUntrusted(text: string, depth: number, largest = largestAnnotation): unknown {
  if (Buffer.byteLength(text) > largest || isDeeper(text, depth)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether any text inside has a control character (C0, DEL, C1), which none of our names, ids and dates needs. */
export function hasControlCharacter(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Cc}/u.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasControlCharacter);
}

/** Whether the text is short enough for an id and has no half of a surrogate pair, so that every program can pass it on. */
export function isId(text: string): boolean {
  return text.length <= longestId && text.isWellFormed();
}

/** The acceptable part of a text: one line of whole characters, cut at `longest`. */
export function asText(text: string, longest: number): string {
  return text
    .slice(0, longest)
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ');
}

/** Counts brackets outside of strings, before any recursive function reads the text. */
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
