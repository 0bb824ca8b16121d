const label = String.raw`[a-z0-9](?:[-a-z0-9]*[a-z0-9])?`;
const subdomain = new RegExp(String.raw`^${label}(?:\.${label})*$`);
const word = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** What most objects may be called. */
export function isSubdomain(text: string): boolean {
  return text.length <= 253 && subdomain.test(text);
}

/** A key of a label, an annotation or a taint. */
export function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.pop() ?? '';
  return parts.length <= 1 && parts.every(isSubdomain) && name.length <= 63 && word.test(name);
}

export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= 63 && word.test(text));
}
