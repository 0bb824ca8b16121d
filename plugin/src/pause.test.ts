import { describe, expect, it } from '@jest/globals';
import { PauseSwitch } from './pause-switch.ts';
import { type PauseParts, pause, resume } from './pause.ts';
import type { Answer } from './status-source.ts';
import { FakeKubectl, aStatus, forbidden } from './testing.ts';

const pausedMap = { metadata: { annotations: { 'mechanic.dev/paused': 'true', team: 'x' } } };

/** A controller that answers with each of these in turn, and then repeats the last. */
function inForce(...paused: readonly boolean[]): PauseParts['status'] {
  const rest = [...paused];
  return {
    controller: () => {
      const [now = false] = rest.length > 1 ? rest.splice(0, 1) : rest;
      const status = aStatus([], { settings: { ...aStatus().settings, paused: now } });
      const answer: Answer = { status, origin: { kind: 'leader', name: 'ctl-1' } };
      return Promise.resolve(answer);
    },
  };
}

function partsOf(
  kubectl: FakeKubectl,
  status: PauseParts['status'],
): PauseParts & { readonly said: string[] } {
  const said: string[] = [];
  const pauseSwitch = new PauseSwitch(kubectl, 'ops');
  return { pauseSwitch, status, said, say: (line) => said.push(line), rest: () => Promise.resolve() };
}

/** The body of the last call, which is a patch. */
function patchIn(kubectl: FakeKubectl): unknown {
  const [, patch = ''] = /--patch=(.*)$/s.exec(kubectl.calls.at(-1) ?? '') ?? [];
  return JSON.parse(patch);
}

describe('a pause', () => {
  it('sets one annotation, and waits until the pause is in force', async () => {
    const kubectl = new FakeKubectl().answer('get configmap', {}).answer('patch configmap', '');
    const parts = partsOf(kubectl, inForce(false, false, true));
    await pause(parts);
    expect(kubectl.calls.at(-1)).toContain('--namespace=ops');
    expect(patchIn(kubectl)).toEqual({ metadata: { annotations: { 'mechanic.dev/paused': 'true' } } });
    expect(parts.said).toEqual([
      'Paused: running drains finish, no further one starts.',
      'In force at ctl-1.',
      'To go on: kubectl mechanic resume',
    ]);
  });

  it('changes nothing when mechanic is paused already', async () => {
    const kubectl = new FakeKubectl().answer('get configmap', pausedMap);
    const parts = partsOf(kubectl, inForce(true));
    await pause(parts);
    expect(kubectl.calls).toHaveLength(1);
    expect(parts.said).toEqual(['mechanic is paused already.']);
  });

  it('creates the ConfigMap if it is missing', async () => {
    const kubectl = new FakeKubectl().answer('create', '');
    await pause(partsOf(kubectl, inForce(true)));
    const [input = ''] = [...kubectl.inputs.values()];
    expect(JSON.parse(input)).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'mechanic', namespace: 'ops', annotations: { 'mechanic.dev/paused': 'true' } },
    });
  });

  it('is also written when no controller answers, with a warning', async () => {
    const kubectl = new FakeKubectl().answer('get configmap', {}).answer('patch configmap', '');
    const parts = partsOf(kubectl, { controller: () => Promise.resolve({ why: 'no endpoints' }) });
    await pause(parts);
    expect(parts.said[1]).toContain(
      'No controller answered, so it is not known when it takes effect: no endpoints.',
    );
  });

  it('fails when the controller ignores it, and when it is not permitted', async () => {
    const kubectl = new FakeKubectl().answer('get configmap', {}).answer('patch configmap', '');
    await expect(pause(partsOf(kubectl, inForce(false)))).rejects.toThrow('it has not been read yet');
    kubectl.answer('patch configmap', forbidden('configmaps "mechanic"'));
    await expect(pause(partsOf(kubectl, inForce(true)))).rejects.toThrow(
      'configmaps "mechanic" is forbidden',
    );
  });
});

describe('to resume', () => {
  it('removes the annotation and keeps the others', async () => {
    const kubectl = new FakeKubectl().answer('get configmap', pausedMap).answer('patch configmap', '');
    const parts = partsOf(kubectl, inForce(true, false));
    await resume(parts);
    expect(patchIn(kubectl)).toEqual({ metadata: { annotations: { 'mechanic.dev/paused': null } } });
    expect(parts.said).toEqual(['Resumed: drains start as the settings allow.', 'In force at ctl-1.']);
  });

  it('changes nothing when mechanic is not paused', async () => {
    const kubectl = new FakeKubectl();
    const parts = partsOf(kubectl, inForce(false));
    await resume(parts);
    expect(parts.said).toEqual(['mechanic is not paused.']);
  });
});
