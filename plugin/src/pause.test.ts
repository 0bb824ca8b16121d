import { describe, expect, it } from '@jest/globals';
import type { Status } from '@mechanic/contract/status';
import { pause, type PauseParts, resume } from './pause.ts';
import type { StoredSettings } from './settings-writer.ts';
import type { Answer } from './status-source.ts';
import { aStatus } from './testing.ts';

/** Settings in memory. */
class FakeWriter {
  stored: StoredSettings;

  constructor(text: string, limitBefore?: string | null) {
    this.stored = { text, limitBefore };
  }

  async edit<T extends StoredSettings>(edit: (before: StoredSettings) => T | null): Promise<T | null> {
    const next = edit(this.stored);
    if (next !== null) this.stored = { text: next.text, limitBefore: next.limitBefore };
    await Promise.resolve();
    return next;
  }
}

/** A controller that has these limits in force, one look after the other; the last one stays. */
function inForce(limits: readonly (number | string)[], error: string | null = null): PauseParts['status'] {
  const rest = [...limits];
  return {
    controller: () => {
      const [maxConcurrentDrains] = rest.length > 1 ? rest.splice(0, 1) : rest;
      const settings: Status['settings'] = {
        state: 'ok',
        error,
        warnings: [],
        inForce: { maxConcurrentDrains },
      };
      const answer: Answer = { status: aStatus([], { settings }), origin: { kind: 'leader', name: 'ctl-1' } };
      return Promise.resolve(answer);
    },
  };
}

function partsOf(writer: FakeWriter, status: PauseParts['status']): PauseParts & { readonly said: string[] } {
  const said: string[] = [];
  return { writer, status, said, say: (line) => said.push(line), rest: () => Promise.resolve() };
}

describe('a pause', () => {
  it('sets the limit to 0, keeps everything else, and waits until that is in force', async () => {
    const writer = new FakeWriter('# ours\nmaxConcurrentDrains: 2 # two zones\ndryRun: false\n');
    const parts = partsOf(writer, inForce([2, 2, 0]));
    await pause(parts);
    expect(writer.stored).toEqual({
      text: '# ours\nmaxConcurrentDrains: 0 # two zones\ndryRun: false\n',
      limitBefore: '2',
    });
    expect(parts.said).toEqual([
      'Paused: maxConcurrentDrains was 2 and is 0 now. Running drains finish, no further one starts.',
      'In force at ctl-1.',
      'To go back to 2: kubectl mechanic resume',
    ]);
  });

  it.each(['0', '"0%"', "'0%'", '00'])('leaves settings alone that say %s already', async (zero) => {
    const writer = new FakeWriter(`maxConcurrentDrains: ${zero}\n`, '5');
    const parts = partsOf(writer, inForce([0]));
    await pause(parts);
    expect(writer.stored.limitBefore).toBe('5');
    expect(parts.said).toEqual(['mechanic is paused already: maxConcurrentDrains is 0.']);
  });

  it.each(['maxConcurrentDrains: "10%"\n', 'dryRun: true\n', ''])(
    'is undone without a trace: %j',
    async (text) => {
      const writer = new FakeWriter(text);
      await pause(partsOf(writer, inForce([0])));
      expect(writer.stored.text).toContain('maxConcurrentDrains: 0');
      await resume(partsOf(writer, inForce(text.includes('%') ? ['10%'] : [1])), null);
      expect(writer.stored).toEqual({ text, limitBefore: undefined });
    },
  );

  it('is written also when no controller answers, and says so', async () => {
    const writer = new FakeWriter('');
    const parts = partsOf(writer, { controller: () => Promise.resolve({ why: 'no endpoints' }) });
    await pause(parts);
    expect(writer.stored.text).toBe('maxConcurrentDrains: 0\n');
    expect(parts.said[1]).toContain(
      'No controller answered, so it is not known when it takes effect: no endpoints.',
    );
  });

  it('fails when the controller refuses the settings', async () => {
    const parts = partsOf(new FakeWriter('drian: {}\n'), inForce([1], 'drian: is not a known key'));
    await expect(pause(parts)).rejects.toThrow('not in force at ctl-1: drian: is not a known key');
    expect(parts.said[1]).toMatch(/These settings may be refused: drian/);
  });

  it('fails when the controller does not take it up', async () => {
    await expect(pause(partsOf(new FakeWriter(''), inForce([1])))).rejects.toThrow(
      'it has not been read yet',
    );
  });
});

describe('to resume', () => {
  it('takes the limit that is asked for, paused or not', async () => {
    const writer = new FakeWriter('maxConcurrentDrains: 3\n');
    const parts = partsOf(writer, inForce(['10%']));
    await resume(parts, '10%');
    expect(writer.stored.text).toBe('maxConcurrentDrains: "10%"\n');
    expect(parts.said[0]).toBe('Resumed: maxConcurrentDrains is "10%" now.');
  });

  it('does nothing when nothing is paused', async () => {
    const writer = new FakeWriter('maxConcurrentDrains: 3\n', '1');
    const parts = partsOf(writer, inForce([3]));
    await resume(parts, null);
    expect(writer.stored.text).toBe('maxConcurrentDrains: 3\n');
    expect(parts.said[0]).toContain('mechanic is not paused');
  });

  it('does not guess a limit that nobody has noted', async () => {
    const parts = partsOf(new FakeWriter('maxConcurrentDrains: 0\n'), inForce([0]));
    await expect(resume(parts, null)).rejects.toThrow('say which limit');
  });
});
