import { describe, expect, it } from '@jest/globals';
import { overview } from './overview.ts';
import { painter } from './paint.ts';
import type { Origin } from './status-source.ts';
import { aBlockedPod, aStatus, anEntry, plainView } from './testing.ts';

const leader: Origin = { kind: 'leader', name: 'ctl-1' };

function textOf(status = aStatus(), origin: Origin = leader): string {
  return overview({ status, origin }, plainView).join('\n');
}

describe('the overview with late nodes', () => {
  it('names nodes that are expected to be late, and the advice', () => {
    const late = { startsAt: null, endsAt: null, missesDeadline: true, basis: '' };
    const node = anEntry('a', { deadline: '2026-11-23T05:15:00.000Z', forecast: late });
    const advice = { text: 'maxConcurrentDrains 3 would empty all in time', nodes: ['a'], set: {} };
    const origin = { kind: 'leader', name: 'ctl-1' } as const;
    const lines = overview({ status: aStatus([node], { advice }), origin }, plainView);
    expect(lines).toContain('! 1 node expected to miss the deadline: a.');
    expect(lines).toContain('! Advice: maxConcurrentDrains 3 would empty all in time.');
  });
});

describe('the overview', () => {
  it('says that there is nothing to do', () => {
    expect(textOf()).toBe(
      [
        'Leader       ctl-1, since 2h',
        'Slots        0 of 1 in use',
        'Unavailable  0 of 6 nodes, at most 3',
        'Probes       6 of 6 answer',
        'Version      0.1.0',
        '',
        'All quiet: nothing is announced for any of 6 nodes.',
        '',
        'Source: the leader, ctl-1.',
      ].join('\n'),
    );
  });

  it('lists draining nodes, then the queue in order, then the others, each with what it waits for', () => {
    const due = { reason: 'Redeploy', deadline: '2026-11-23T05:14:10.000Z' };
    const nodes = [
      anEntry('z', { ...due, state: 'waiting', position: 1, why: 'waits for a drain slot' }),
      anEntry('b', { ...due, state: 'paused', position: 2, why: 'gave its slot to z' }),
      anEntry('a', { state: 'ignored', why: 'mechanic.dev/ignore is set' }),
      anEntry('d', { ...due, state: 'draining', podsTotal: 12, ...aBlockedPod('web-1', 'shop/web') }),
    ];
    expect(textOf(aStatus(nodes)).split('\n').slice(6, 11)).toEqual([
      '#   NODE   STATE      EVENT      TIME LEFT   PODS LEFT   WHY',
      '    d      draining   Redeploy   14m10s      1 of 12     PodDisruptionBudget shop/web protects 1 pod',
      '1   z      waiting    Redeploy   14m10s                  waits for a drain slot',
      '2   b      paused     Redeploy   14m10s                  gave its slot to z',
      '    a      ignored                                       mechanic.dev/ignore is set',
    ]);
  });

  it('shows how late an overdue node is, and that an event has started', () => {
    const started = { id: '1', type: 'Reboot', status: 'Started', notBefore: null, durationSeconds: null };
    const entry = anEntry('a', {
      state: 'draining',
      reason: 'Reboot',
      started: true,
      deadline: '2026-11-23T04:58:00.000Z',
      events: [{ ...started, source: '', description: '' }],
    });
    expect(textOf(aStatus([entry]))).toMatch(/a +draining +Reboot Started +late by 2m/);
    expect(textOf(aStatus([{ ...entry, state: 'drained', undrained: false }]))).toMatch(/since 2m/);
  });

  it('counts nodes of unknown state instead of listing thousands', () => {
    const nodes = Array.from({ length: 8 }, (_, index) => anEntry(`n${index}`, { state: 'unknown' }));
    const text = textOf(aStatus(nodes));
    expect(text).toContain('All quiet: nothing is announced for any of 6 nodes, as far as is known.');
    expect(text).toContain('for 8 nodes, see explain: n0, n1, n2, n3, n4 and 3 more.');
  });

  it('begins with important facts', () => {
    const status = aStatus([], {
      dryRun: true,
      leader: { self: 'ctl-2', identity: null, isLeader: false, since: null },
      slots: { total: 0, used: 0, unavailable: 0, maxUnavailable: 3 },
      settings: {
        state: 'invalid',
        error: 'drian: is not a known key',
        warnings: ['runtimeEnv is ignored'],
        paused: false,
        inForce: {},
      },
    });
    expect(
      textOf(status)
        .split('\n')
        .filter((line) => line.startsWith('! ')),
    ).toEqual([
      '! Nobody leads: nothing is drained.',
      '! The newest edit of the settings is refused: drian: is not a known key.',
      '! Paused: maxConcurrentDrains is 0, so no drain starts.',
      '! Dry run: everything is decided, nothing is done.',
      '! runtimeEnv is ignored.',
    ]);
  });

  it.each<[Origin, string]>([
    [
      { kind: 'standby', name: 'ctl-2', why: 'timed out' },
      'Source: ctl-2, which is on standby and does not know the pods that are left. The leader did not answer: timed out.',
    ],
    [
      { kind: 'nodes', why: 'no endpoints', gaps: ['the lease'] },
      'Source: the Nodes themselves. No controller answered: no endpoints. Not permitted to read: the lease.',
    ],
  ])('says where it comes from: %j', (origin, words) => {
    expect(textOf(aStatus(), origin).split('\n').at(-1)).toBe(words);
  });

  it('shows control characters of the cluster as codes', () => {
    const entry = anEntry('a', { why: '\u001b[2Jgone\u202e', reason: 'Re\u0007boot' });
    expect(textOf(aStatus([entry]))).toContain('\\u{1b}[2Jgone\\u{202e}');
    expect(textOf(aStatus([entry]))).not.toMatch(/[^\n\u0020-\u007e]/);
  });

  it('uses colours only on request, and has the same words without them', () => {
    const nodes = [anEntry('a', { state: 'failed', deadline: '2026-11-23T04:00:00.000Z' })];
    const painted = overview(
      { status: aStatus(nodes), origin: leader },
      { ...plainView, paint: painter(true) },
    ).join('\n');
    expect(painted).toContain('\u001b[1;31mfailed\u001b[0m');
    expect(painted.replaceAll(/\u001b\[[\d;]*m/g, '')).toBe(textOf(aStatus(nodes)));
  });
});
