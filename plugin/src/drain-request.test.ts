import { describe, expect, it } from '@jest/globals';
import { parseRequest } from '@mechanic/contract/request';
import { aNode, aRecord, now } from '../../controller/src/decide/testing.ts';
import { ClusterReader } from './cluster-reader.ts';
import { type DrainWishes, askForDrain, takeBack } from './drain-request.ts';
import { type DrainWaitParts, waitUntilDrained } from './drain-wait.ts';
import { UsageFailure } from './failure.ts';
import { KubectlFailure } from './kubectl.ts';
import { FakeKubectl, aStatus, anEntry, forbidden, nodeObject } from './testing.ts';

const REQUEST = 'mechanic.dev/request';
const text = '{"reason":"disk swap","requester":"ann"}';

class Desk {
  readonly kubectl = new FakeKubectl().answer('auth whoami', 'ann').answer('annotate', '');
  readonly reader = new ClusterReader(this.kubectl, 'mechanic');
  readonly said: string[] = [];
  readonly say = (line: string): void => void this.said.push(line);

  constructor(annotations: Readonly<Record<string, string>> = {}) {
    this.show(annotations);
  }

  show(annotations: Readonly<Record<string, string>>, node = aNode('a')): void {
    this.kubectl.answer('/api/v1/nodes/a', nodeObject(node, annotations));
  }

  ask(wishes: Partial<DrainWishes> = {}): Promise<string> {
    const { kubectl, reader, say } = this;
    return askForDrain({ kubectl, reader, say, now }, { node: 'a', reason: null, by: null, ...wishes });
  }

  takeBack(): Promise<void> {
    return takeBack(this, 'a');
  }

  get written(): string[] {
    return this.kubectl.calls.filter((call) => call.startsWith('annotate'));
  }
}

describe('kubectl mechanic drain', () => {
  it('writes the purpose, the deadline and the requester, and says how to remove the request', async () => {
    const desk = new Desk();
    expect(await desk.ask({ reason: 'disk swap', by: '30m' })).toMatch(/^Request:[0-9a-f]{16}$/);
    expect(desk.written).toEqual([
      'annotate node a mechanic.dev/request={"reason":"disk swap","by":"2026-11-23T05:30:00Z","requester":"ann"} --overwrite',
    ]);
    expect(desk.said).toEqual([
      'Asked for: a is drained when its turn comes, to be empty by 2026-11-23 05:30:00 UTC.',
      'To give it back: kubectl mechanic return a',
    ]);
  });

  it('accepts a time in any time zone', async () => {
    const desk = new Desk();
    await desk.ask({ by: '2026-11-23T08:00:00+02:00' });
    expect(desk.written[0]).toContain('"by":"2026-11-23T06:00:00Z"');
  });

  it.each([
    ['soon', 'must be like 30m'],
    ['2026-11-23T08:00:00', 'must be like 30m'],
    ['2026-11-23T04:00:00Z', 'which is over already'],
    ['0s', 'which is over already'],
  ])('refuses --by %s', async (by, why) => {
    const desk = new Desk();
    await expect(desk.ask({ by })).rejects.toThrow(UsageFailure);
    await expect(desk.ask({ by })).rejects.toThrow(why);
    expect(desk.written).toEqual([]);
  });

  it('also works when the name of the user is unknown', async () => {
    const desk = new Desk();
    desk.kubectl.answer('auth whoami', forbidden('whoami'));
    await desk.ask();
    expect(desk.written[0]).toContain('"requester":"kubectl mechanic"');
  });

  it('says whose request it replaces, and that an ignored node is not drained', async () => {
    const desk = new Desk({ [REQUEST]: text, 'mechanic.dev/ignore': 'true' });
    await desk.ask({ reason: 'other' });
    expect(desk.said).toContain('This replaces what ann had asked for: disk swap.');
    expect(desk.said).toContainEqual(expect.stringContaining('mechanic.dev/ignore is set on a'));
  });

  it('fails for a node that does not exist', async () => {
    const desk = new Desk();
    await expect(
      askForDrain(
        { kubectl: desk.kubectl, reader: desk.reader, say: desk.say, now },
        { node: 'b', reason: null, by: null },
      ),
    ).rejects.toThrow(KubectlFailure);
  });
});

describe('kubectl mechanic return', () => {
  it('removes the request', async () => {
    const desk = new Desk({ [REQUEST]: text });
    await desk.takeBack();
    expect(desk.written).toEqual(['annotate node a mechanic.dev/request-']);
  });

  it('changes nothing without a request', async () => {
    const desk = new Desk();
    await desk.takeBack();
    expect(desk.written).toEqual([]);
    expect(desk.said).toEqual(['Nobody has asked for a drain of a: nothing to take back.']);
  });
});

describe('kubectl mechanic drain --wait', () => {
  /** Waits while the cluster changes state with each pause. */
  async function wait(steps: readonly ((desk: Desk) => void)[]): Promise<string[]> {
    const desk = new Desk({ [REQUEST]: text });
    const id = await desk.ask({ reason: 'disk swap' });
    desk.said.length = 0;
    let entry = anEntry('a', { state: 'waiting', position: 2, why: 'waits for a drain slot' });
    let step = 0;
    const parts: DrainWaitParts = {
      reader: desk.reader,
      source: {
        read: () =>
          Promise.resolve({ status: aStatus([entry]), origin: { kind: 'leader', name: 'ctl-1' } as const }),
      },
      say: desk.say,
      monotonic: () => step * 2_000,
      rest: () => {
        steps[step]?.(desk);
        step += 1;
        if (step === 1) entry = anEntry('a', { state: 'draining', why: 'is being drained', podsTotal: 3 });
        return Promise.resolve();
      },
      interrupted: () => step > steps.length,
    };
    await waitUntilDrained(parts, 'a', id).catch((error: unknown) => desk.say(String(error)));
    return desk.said;
  }

  const record = (changes: Parameters<typeof aRecord>[1]) => (desk: Desk) => {
    const [call = ''] = desk.written;
    const request = /request=(\{.*\})/.exec(call)?.[1] ?? '';
    const result = parseRequest(request);
    const events = result.ok ? [result.request.id] : [];
    const value = aRecord('a', { reason: 'Request', events, ...changes });
    desk.show({ [REQUEST]: request }, aNode('a', { record: { kind: 'present', value } }));
  };

  it('reports each change once, and ends when the node is drained', async () => {
    const said = await wait([record({ phase: 'Draining' }), () => undefined, record({ phase: 'Drained' })]);
    expect(said).toEqual([
      'a: waiting, place 2 in the queue; waits for a drain slot',
      'a: draining, 0 of 3 pods left; is being drained',
      'a is drained, after 6s.',
    ]);
  });

  it.each([
    ['the attempt fails', record({ phase: 'Failed', message: 'not empty' }), 'attempt 1 failed: not empty'],
    ['a person uncordons it', record({ overridden: true }), 'a person has uncordoned it'],
    ['somebody takes it back', (desk: Desk) => desk.show({}), 'somebody has taken the request back'],
    [
      'somebody replaces it',
      (desk: Desk) => desk.show({ [REQUEST]: '{"reason":"other"}' }),
      'somebody else asks for something else now',
    ],
    [
      'the Node is deleted',
      (desk: Desk) => void desk.kubectl.answer('/api/v1/nodes/a', new KubectlFailure('gone', 'NotFound')),
      'there is no such Node any more',
    ],
    ['it is interrupted', () => undefined, 'no longer waits; a is still asked for'],
  ])('fails when %s', async (_, step, why) => {
    expect((await wait([step])).at(-1)).toContain(why);
  });

  it('continues while the API server is not available', async () => {
    const away = (desk: Desk): void =>
      void desk.kubectl.answer('/api/v1/nodes/a', new KubectlFailure('timeout', ''));
    const said = await wait([away, record({ phase: 'Drained' })]);
    expect(said).toContain('The cluster does not answer: timeout');
    expect(said.at(-1)).toContain('is drained');
  });
});
