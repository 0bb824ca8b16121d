import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Port } from './port.ts';

describe('Port', () => {
  const reserved: Port[] = [];
  const reserve = async (random?: () => number): Promise<Port> => {
    const port = await Port.reserve(random);
    reserved.push(port);
    return port;
  };
  afterEach(async () => {
    await Promise.all(reserved.splice(0).map((port) => port.release()));
  });

  it('can be listened on while it is reserved', async () => {
    const { number } = await reserve();
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(number, '127.0.0.1', resolve);
    });
    expect(server.listening).toBe(true);
    await new Promise((resolve) => server.close(resolve));
  });

  it('is given to one caller only until it is released', async () => {
    const dice = [0.5, 0.5, 0.7];
    const first = await reserve(() => 0.5);
    const second = await reserve(() => dice.shift() ?? 0.9);
    expect(second.number).not.toBe(first.number);
    await first.release();
    const third = await reserve(() => 0.5);
    expect(third.number).toBe(first.number);
  });
});
