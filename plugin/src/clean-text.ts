/*
 * Names and messages of the cluster are untrusted: they must neither move the cursor, nor colour, nor turn the direction
 * of what stands beside them.
 */
const spaces = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** One line that a terminal shows as it is: line breaks become spaces, other control characters `\u{1b}`. */
export function cleanText(text: string): string {
  return text.replace(spaces, ' ').replace(unprintable, (sign) => `\\u{${codeOf(sign)}}`);
}

/** The same for every text inside a value of plain data, keys of objects included. */
export function cleanDeep<T>(value: T): T {
  // The shape stays; only the content of texts changes.
  return cleaned(value) as T;
}

/** JSON in which every character that a terminal might obey is written as its code. */
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

/** JSON knows codes of four digits only: beyond the first 65,536 characters it takes two of them. */
function escapeUnits(sign: string): string {
  return Array.from(
    { length: sign.length },
    (_, index) => `\\u${sign.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
