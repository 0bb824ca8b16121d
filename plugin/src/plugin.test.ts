import { describe, expect, it } from '@jest/globals';
import { formatHistory } from '@mechanic/contract';
import { anEntry as anEntryOfHistory } from '../../controller/src/observe/history/testing.ts';
import { now } from '../../controller/src/decide/testing.ts';
import { KubectlFailure } from './kubectl.ts';
import { Plugin, type PluginParts } from './plugin.ts';
import { FakeKubectl, aStatus, anEntry } from './testing.ts';

const service = 'services/mechanic-controller:http/proxy';

/** A plugin that believes it has its own process. */
class Run {
  readonly kubectl = new FakeKubectl();
  /** The connection flags that kubectl was given. */
  flags: readonly string[] = [];
  output = '';
  errors = '';
  tty = false;
  /** The length of each pause and what happens in it; an abort ends a watch. */
  readonly rests: number[] = [];
  onRest: (rests: number) => void = () => undefined;
  readonly #interrupt = new AbortController();
  #monotonic = 0;

  interrupt(): void {
    this.#interrupt.abort();
  }

  start(...args: readonly string[]): Promise<number> {
    const write = (text: string): void => void (this.output += text);
    const parts: PluginParts = {
      version: '1.2.3',
      output: this.tty ? { isTTY: true, columns: 100, rows: 30, write } : { write },
      errors: { write: (text) => (this.errors += text) },
      colours: false,
      clock: { now: () => now, monotonic: () => this.#monotonic },
      kubectl: (flags) => {
        this.flags = flags;
        return this.kubectl;
      },
      untilInterrupted: () => this.#interrupt.signal,
      rest: async (ms) => {
        this.#monotonic += ms;
        this.rests.push(ms);
        this.onRest(this.rests.length);
        await Promise.resolve();
      },
    };
    return new Plugin(parts).run(args);
  }
}

describe('kubectl mechanic', () => {
  it('prints the history without a controller', async () => {
    const run = new Run();
    run.kubectl.answer('configmaps/mechanic-history', {
      data: { history: formatHistory([anEntryOfHistory('a')]) },
    });
    expect(await run.start('history')).toBe(0);
    expect(run.output).toMatch(/^ENDED .*\n.* a +Redeploy +succeeded +30s\n$/);
    const json = new Run();
    json.kubectl.answer('configmaps/mechanic-history', { data: { history: 'garbage' } });
    expect(await json.start('history', '-o', 'json')).toBe(0);
    expect(JSON.parse(json.output)).toEqual({ entries: [] });
  });

  it('prints the status of the selected cluster', async () => {
    const run = new Run();
    run.kubectl.answer(service, aStatus());
    expect(await run.start('--context=prod', '-n', 'ops')).toBe(0);
    expect(run.output).toMatch(/^Leader {7}ctl-1, since 2h\n[^]*Source: the leader, ctl-1\.\n$/);
    expect(run.flags).toEqual(['--context=prod']);
    expect(run.kubectl.calls[0]).toContain('/namespaces/ops/services/');
  });

  it('prints JSON with its source', async () => {
    const run = new Run();
    run.kubectl.answer(service, aStatus([anEntry('a', { why: '\u009b' })]));
    expect(await run.start('-o', 'json')).toBe(0);
    expect(run.output).toContain('\\u009b');
    expect(JSON.parse(run.output)).toMatchObject({
      source: { kind: 'leader', name: 'ctl-1' },
      slots: { total: 1 },
      nodes: [{ node: 'a', why: '\u009b' }],
    });
  });

  it('explains a node, and reads the budgets that hold its pods', async () => {
    const run = new Run();
    const blockedBy = [{ pod: 'shop/web-1', budgets: ['shop/web'], reason: '' }];
    run.kubectl
      .answer(service, aStatus([anEntry('a', { state: 'draining', blockedBy })]))
      .answer('/api/v1/nodes/a', { metadata: { name: 'a' } })
      .answer('/pods?', { items: [{ spec: { nodeName: 'a' } }] })
      .answer('/namespaces/shop/poddisruptionbudgets/web', {
        metadata: { name: 'web', namespace: 'shop' },
        status: { currentHealthy: 1, desiredHealthy: 2 },
      });
    expect(await run.start('explain', 'a')).toBe(0);
    expect(run.output).toContain('PodDisruptionBudget shop/web allows no disruption now: 1 healthy pod');
    run.output = '';
    expect(await run.start('explain', 'a', '-o', 'json')).toBe(0);
    expect(JSON.parse(run.output)).toMatchObject({ node: 'a', entry: { state: 'draining' }, probed: false });
  });

  it('exits with 1 for a node that does not exist', async () => {
    const run = new Run();
    run.kubectl.answer('/nodes/zz', new KubectlFailure('nodes "zz" not found', 'NotFound'));
    expect(await run.start('explain', 'zz')).toBe(1);
    expect(run.errors).toBe('kubectl mechanic: nodes "zz" not found\n');
  });

  it('exits with 2 for a wrong command line, and prints it without control characters', async () => {
    const run = new Run();
    expect(await run.start('dan\u001bce')).toBe(2);
    expect(run.errors).toContain('"dan\\u{1b}ce" is not a command');
    expect(run.errors).toContain('Try: kubectl mechanic --help');
  });

  it('prints help and version without a cluster', async () => {
    const run = new Run();
    expect(await run.start('--help')).toBe(0);
    expect(run.output).toContain('kubectl mechanic explain NODE');
    run.output = '';
    expect(await run.start('--version')).toBe(0);
    expect(run.output).toBe('1.2.3\n');
    expect(run.kubectl.calls).toEqual([]);
  });

  it('pauses and says what it did', async () => {
    const run = new Run();
    run.kubectl
      .answer('get configmap', { metadata: { resourceVersion: '1' }, data: { 'mechanic.yaml': '' } })
      .answer('patch configmap', '')
      .answer(service, aStatus());
    run.onRest = () => {
      const settings = { ...aStatus().settings, paused: true };
      run.kubectl.answer(service, aStatus([], { settings }));
    };
    expect(await run.start('pause')).toBe(0);
    expect(run.output).toBe(
      'Paused: running drains finish, no further one starts.\n' +
        'In force at ctl-1.\nTo go on: kubectl mechanic resume\n',
    );
  });
});

describe('kubectl mechanic --watch', () => {
  it('prints each change once when the output is not a terminal', async () => {
    const run = new Run();
    run.kubectl.answer(service, aStatus());
    run.onRest = (rests) => {
      // Time passes without a change, then a node appears, then the API server is not available.
      if (rests === 1) run.kubectl.answer(service, aStatus([], { now: '2026-11-23T05:00:02.000Z' }));
      if (rests === 2) run.kubectl.answer(service, aStatus([anEntry('a')]));
      if (rests === 3) run.kubectl.answer('get --raw', new KubectlFailure('connection refused', ''));
      if (rests === 5) run.interrupt();
    };
    expect(await run.start('--watch', '--output=json')).toBe(0);
    const told = run.output.trimEnd().split('\n');
    expect(told).toHaveLength(3);
    expect(JSON.parse(told[1] ?? '')).toMatchObject({ nodes: [{ node: 'a' }] });
    expect(told[2]).toBe('{"error":"connection refused"}');
  });

  it('reads every two seconds, and updates the times in between', async () => {
    const run = new Run();
    run.tty = true;
    const deadline = '2026-11-23T05:10:00.000Z';
    run.kubectl.answer(service, aStatus([anEntry('a', { state: 'waiting', deadline })]));
    run.onRest = (rests) => {
      if (rests === 3) run.interrupt();
    };
    expect(await run.start('-w')).toBe(0);
    expect(run.rests).toEqual([1_000, 1_000, 1_000]);
    expect(run.kubectl.calls).toHaveLength(2);
    expect([...run.output.matchAll(/waiting +(\S+)/g)].map(([, left]) => left)).toEqual([
      '10m',
      '9m59s',
      '9m58s',
      '10m',
      '10m',
    ]);
    expect(run.output).toMatch(/Source: the leader, ctl-1\.\n$/);
  });
});
