import { describe, expect, it } from '@jest/globals';
import { KubectlFailure } from './kubectl.ts';
import { SettingsWriter } from './settings-writer.ts';
import { FakeKubectl, forbidden } from './testing.ts';

const stored = {
  metadata: { resourceVersion: '7', annotations: { 'mechanic.dev/paused-limit': '"10%"', other: 'kept' } },
  data: { 'mechanic.yaml': 'maxConcurrentDrains: 0\n' },
};

/** The patch of the last call, which is a patch. */
function patchIn(kubectl: FakeKubectl): unknown {
  const [, patch = ''] = /--patch=(.*)$/s.exec(kubectl.calls.at(-1) ?? '') ?? [];
  return JSON.parse(patch);
}

describe('writing settings', () => {
  it('patches one key and one annotation of the version that was read', async () => {
    const kubectl = new FakeKubectl().answer('get configmap', stored).answer('patch configmap', '');
    const writer = new SettingsWriter(kubectl, 'ops');
    await writer.edit((before) => {
      expect(before).toEqual({ text: 'maxConcurrentDrains: 0\n', limitBefore: '"10%"' });
      return { text: 'new', limitBefore: undefined };
    });
    expect(kubectl.calls).toHaveLength(2);
    expect(kubectl.calls[1]).toContain('--namespace=ops');
    expect(patchIn(kubectl)).toEqual({
      metadata: { resourceVersion: '7', annotations: { 'mechanic.dev/paused-limit': null } },
      data: { 'mechanic.yaml': 'new' },
    });
  });

  it('notes that there was no limit in the text', async () => {
    const kubectl = new FakeKubectl().answer('get configmap', stored).answer('patch configmap', '');
    await new SettingsWriter(kubectl, 'ops').edit(() => ({ text: '', limitBefore: null }));
    expect(patchIn(kubectl)).toMatchObject({
      metadata: { annotations: { 'mechanic.dev/paused-limit': 'null' } },
    });
  });

  it('creates the ConfigMap when there is none', async () => {
    const kubectl = new FakeKubectl().answer('create', '');
    await new SettingsWriter(kubectl, 'ops').edit(({ text, limitBefore }) => {
      expect({ text, limitBefore }).toEqual({ text: '', limitBefore: undefined });
      return { text: 'maxConcurrentDrains: 0\n', limitBefore: null };
    });
    expect(JSON.parse([...kubectl.inputs.values()].join())).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'mechanic', namespace: 'ops', annotations: { 'mechanic.dev/paused-limit': 'null' } },
      data: { 'mechanic.yaml': 'maxConcurrentDrains: 0\n' },
    });
  });

  it('looks again when somebody else was faster', async () => {
    const kubectl = new FakeKubectl().answer('get configmap', stored);
    kubectl.answer('patch configmap', new KubectlFailure('the object has been modified', 'Conflict'));
    let edits = 0;
    const edit = new SettingsWriter(kubectl, 'ops').edit((before) => {
      edits += 1;
      if (edits === 2) kubectl.answer('patch configmap', '');
      return before;
    });
    await expect(edit).resolves.toMatchObject({ limitBefore: '"10%"' });
    expect(edits).toBe(2);
  });

  it('gives up when that goes on', async () => {
    const kubectl = new FakeKubectl().answer('get configmap', stored);
    kubectl.answer('patch configmap', new KubectlFailure('the object has been modified', 'Conflict'));
    const edit = new SettingsWriter(kubectl, 'ops').edit((before) => before);
    await expect(edit).rejects.toThrow('the settings are being edited by others');
  });

  it('writes nothing when nothing is to be changed, and passes a refusal on', async () => {
    const kubectl = new FakeKubectl().answer('get configmap', stored);
    const writer = new SettingsWriter(kubectl, 'ops');
    expect(await writer.edit(() => null)).toBeNull();
    expect(kubectl.calls).toHaveLength(1);
    kubectl.answer('get configmap', forbidden('configmaps "mechanic"'));
    await expect(writer.edit(() => null)).rejects.toThrow('configmaps "mechanic" is forbidden');
  });
});
