/**
 * One line that says what it says: line breaks and control characters become spaces, and nothing turns the direction of
 * the text or hides in it. Names and messages come from the cluster.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\s]+/gu, ' ')
    .trim();
}

/** The same without anything that a chat makes a link of by itself. */
export function unlinked(text: string): string {
  return plainText(text)
    .replaceAll(/:(?=\/\/)/g, ': ')
    .replaceAll(/\bwww\./gi, 'www .');
}
