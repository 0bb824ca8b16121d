import type { Paint, Tone } from './paint.ts';

export interface Cell {
  readonly text: string;
  readonly tone: Tone;
}

const GAP = '   ';
/** A last column narrower than this gets lines of its own. */
const NARROWEST = 30;

export function cell(text: string | number, tone: Tone = 'plain'): Cell {
  return { text: String(text), tone };
}

export interface TableOptions {
  readonly paint: Paint;
  /** Width of the terminal in columns; Infinity when the output is not wrapped. */
  readonly width: number;
}

/** Makes columns as wide as their content. The last column gets the rest of the line and wraps inside it. */
export function table(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  { paint, width }: TableOptions,
): string[] {
  const all = [head.map((title) => cell(title, 'quiet')), ...rows];
  const widths = head
    .slice(0, -1)
    .map((_, column) => Math.max(...all.map((row) => row[column]?.text.length ?? 0)));
  const left = widths.reduce((sum, each) => sum + each + GAP.length, 0);
  const indent = width - left < NARROWEST ? 4 : left;
  return all.flatMap((row) => {
    const fixed = widths.map((size, column) => padded(row[column] ?? cell(''), size, paint)).join(GAP);
    const last = row[widths.length] ?? cell('');
    const lines = wrap(last.text, width - indent).map((line) => paint(last.tone, line));
    if (indent === left) return beside(fixed, lines, ' '.repeat(left));
    return [fixed.trimEnd(), ...lines.map((line) => ' '.repeat(indent) + line)];
  });
}

/** Breaks at spaces; a word longer than the line stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function padded({ text, tone }: Cell, size: number, paint: Paint): string {
  return paint(tone, text) + ' '.repeat(Math.max(0, size - text.length));
}

function beside(fixed: string, [first, ...more]: readonly string[], margin: string): string[] {
  if (first === undefined) return [fixed.trimEnd()];
  return [`${fixed}${GAP}${first}`, ...more.map((line) => margin + line)];
}
