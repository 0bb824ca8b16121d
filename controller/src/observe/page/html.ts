/** Markup that is safe to send: made only by `html`, which escapes every value put into it. */
export class Html {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** Template tag. Strings and numbers are escaped, Html and lists of it stay, null and false leave nothing. */
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
