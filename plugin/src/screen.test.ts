import { describe, expect, it } from '@jest/globals';
import { Screen } from './screen.ts';

class FakeOutput {
  readonly isTTY: boolean;
  readonly columns = 80;
  readonly rows = 4;
  text = '';

  constructor(isTTY: boolean) {
    this.isTTY = isTTY;
  }

  write(text: string): void {
    this.text += text;
  }
}

describe('a live screen', () => {
  it('overwrites its last content, cuts what does not fit, and restores the terminal', () => {
    const output = new FakeOutput(true);
    const screen = new Screen(output, true);
    screen.show(['a', 'b']);
    expect(output.text).toBe('\u001b[?1049h\u001b[?25l\u001b[Ha\u001b[K\nb\u001b[K\u001b[J');
    output.text = '';
    screen.show(['1', '2', '3', '4', '5']);
    expect(output.text).toBe('\u001b[H1\u001b[K\n2\u001b[K\n3\u001b[K\n... and 2 more lines\u001b[K\u001b[J');
    output.text = '';
    screen.close();
    screen.close();
    expect(output.text).toBe('\u001b[?25h\u001b[?1049l1\n2\n3\n4\n5\n');
  });

  it('does not change a terminal on which it showed nothing', () => {
    const output = new FakeOutput(true);
    new Screen(output, true).close();
    expect(output.text).toBe('');
  });
});

describe('a stream', () => {
  it('prints one text after another, with lines of any length', () => {
    const output = new FakeOutput(false);
    const screen = new Screen(output, false);
    screen.show(['a', 'b']);
    screen.show(['c']);
    screen.close();
    expect(output.text).toBe('a\nb\nc\n');
    expect(screen.width).toBe(Number.POSITIVE_INFINITY);
    expect(new Screen(new FakeOutput(true), false).width).toBe(80);
  });
});
