/** The meaning of a piece of text, shown by colour. Words always tell the same. */
export type Tone = 'plain' | 'strong' | 'quiet' | 'good' | 'busy' | 'warning' | 'danger';

const codes: Readonly<Record<Tone, string>> = {
  plain: '',
  strong: '1',
  quiet: '2',
  good: '32',
  busy: '36',
  warning: '33',
  danger: '1;31',
};

export type Paint = (tone: Tone, text: string) => string;

/** Adds colours for a terminal, or returns the text unchanged. */
export function painter(colours: boolean): Paint {
  return (tone, text) => {
    const code = codes[tone];
    return !colours || code === '' || text === '' ? text : `\u001b[${code}m${text}\u001b[0m`;
  };
}
