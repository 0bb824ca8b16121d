import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { nodeStates } from '@mechanic/contract/status';
import { Metrics } from './metrics.ts';

const root = join(import.meta.dirname, '../../..');
const page = (name: string): string => readFileSync(join(root, 'docs', name), 'utf8');

/** The source files of the programs. */
function sources(): string[] {
  const folders = ['controller/src', 'probe/src'].map((folder) => join(root, folder));
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('testing.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );
}

/** The messages that the programs log above level debug, as far as the call shows them. */
function loggedMessages(): Set<string> {
  // The first argument: one message, or a conditional expression with two.
  const call =
    /(?:\blog\.(?:error|warn|info)|\bports\.log|#log|#warn)\(\s*(?:[^'(),]*\? )?'([^']+)'(?: : '([^']+)')?/g;
  const said = sources().flatMap((source) => [...source.matchAll(call)]);
  return new Set(said.flatMap(([, one, other]) => [one ?? [], other ?? []].flat()));
}

describe('docs/metrics.md', () => {
  it('explains every metric of the controller, and no other', async () => {
    const text = await new Metrics({ nodeDefaults: false }).text();
    const offered = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    const explained = [...page('metrics.md').matchAll(/^\| `(mechanic_[a-z_]+)` \|/gm)].map(
      ([, name]) => name,
    );
    expect(explained.filter((name) => name?.startsWith('mechanic_probe_') === false).sort()).toEqual(
      offered.sort(),
    );
  });

  it('explains every state of a node', () => {
    const rows = page('metrics.md').split('| `state` | the node |')[1] ?? '';
    const explained = [...rows.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, state]) => state);
    expect(explained.sort()).toEqual([...nodeStates].sort());
  });
});

describe('docs/logs.md', () => {
  it('lists every message that operators may see', () => {
    const listed = new Set([...page('logs.md').matchAll(/^\| `([^`]+)` \|/gm)].map(([, message]) => message));
    const messages = loggedMessages();
    expect(messages.size).toBeGreaterThan(30);
    expect([...messages].filter((message) => !listed.has(message))).toEqual([]);
    const everything = sources().join('\n');
    expect([...listed].filter((message) => !everything.includes(`'${message ?? ''}'`))).toEqual([]);
  });
});
