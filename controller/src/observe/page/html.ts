/** Markup that is safe to send: only `html` creates it, and escapes every value. */
export class Html {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** Template tag. It escapes strings and numbers, keeps Html and lists of it, and writes nothing for null and false. */
  static readonly tag = (strings: readonly string[], ...values: readonly HtmlValue[]): Html =>
    new Html(strings.map((part, index) => (index === 0 ? '' : render(values[index - 1])) + part).join(''));
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

export const html = Html.tag;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
