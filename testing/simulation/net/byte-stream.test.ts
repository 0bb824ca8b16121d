import { describe, expect, it } from '@jest/globals';
import { ByteStream } from './byte-stream.ts';

async function textOf(stream: ByteStream): Promise<string> {
  let text = '';
  for await (const piece of stream) text += new TextDecoder().decode(piece);
  return text;
}

describe('ByteStream', () => {
  it('gives what was put in before and after its reader came, in order', async () => {
    const stream = new ByteStream(() => undefined);
    stream.push('a');
    const text = textOf(stream);
    await Promise.resolve();
    stream.push('b');
    stream.end();
    await expect(text).resolves.toBe('a\nb\n');
  });

  it('gives its reader the error that broke it off, after what came before', async () => {
    const stream = new ByteStream(() => undefined);
    const text = textOf(stream);
    stream.push('a');
    stream.end(new Error('broken'));
    await expect(text).rejects.toThrow('broken');
  });

  it('tells the sender when the reader has had enough', async () => {
    let closed = false;
    const stream = new ByteStream(() => (closed = true));
    stream.push('a');
    await stream[Symbol.asyncIterator]().return?.();
    expect(closed).toBe(true);
  });
});
