/*
 * Names and messages of the cluster are untrusted: they must not move the cursor, set colours, or change the direction of
 * the text beside them.
 */
const spaces = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/**
 * Makes one line without control characters: line breaks become spaces, other control characters become codes such as
 * `\u{1b}`.
 */
export function cleanText(text: string): string {
  return text.replace(spaces, ' ').replace(unprintable, (sign) => `\\u{${codeOf(sign)}}`);
}

/** Cleans every text inside a value of plain data, including keys of objects. */
export function cleanDeep<T>(value: T): T {
  // Only the content of texts changes, not the shape of the value.
  return cleaned(value) as T;
}

/** JSON in which every character that may control a terminal is written as its code. */
export function cleanJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replace(unprintable, (sign) =>
    sign === '\n' ? sign : escapeUnits(sign),
  );
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), cleaned(item)]));
}

function codeOf(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16);
}

/** JSON codes have four digits; characters above 65,535 need two codes. */
function escapeUnits(sign: string): string {
  return Array.from(
    { length: sign.length },
    (_, index) => `\\u${sign.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
