/**
 * Makes text of the cluster safe to show on one line: line breaks, control characters, and characters that are invisible or
 * change the text direction become spaces.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\s]+/gu, ' ')
    .trim();
}

/** The same, without anything that a chat turns into a link by itself. */
export function unlinked(text: string): string {
  return plainText(text)
    .replaceAll(/:(?=\/\/)/g, ': ')
    .replaceAll(/\bwww\./gi, 'www .');
}
