import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from './command-line.ts';
import { UsageFailure } from './failure.ts';

const connection = { flags: [], namespace: 'mechanic' };

describe('the command line', () => {
  it('shows the status when it is empty', () => {
    expect(readCommandLine([])).toEqual({ kind: 'status', watch: false, json: false, ...connection });
    expect(readCommandLine(['status', '-w', '-o', 'json'])).toMatchObject({ watch: true, json: true });
  });

  it('passes connection flags to kubectl, at any position', () => {
    const args = [
      '--context',
      'prod',
      'explain',
      'a',
      '--kubeconfig=/k',
      '-n',
      'ops',
      '--as=me',
      '--as-group=x',
    ];
    expect(readCommandLine(args)).toEqual({
      kind: 'explain',
      node: 'a',
      json: false,
      flags: ['--context=prod', '--kubeconfig=/k', '--as=me', '--as-group=x'],
      namespace: 'ops',
    });
  });

  it('accepts a node in the form that kubectl prints', () => {
    expect(readCommandLine(['explain', 'node/aks-user-1'])).toMatchObject({ node: 'aks-user-1' });
  });

  it.each([
    [['pause'], { kind: 'pause', ...connection }],
    [['resume'], { kind: 'resume', ...connection }],
    [['drain', 'a'], { kind: 'drain', node: 'a', reason: null, by: null, wait: false, ...connection }],
    [
      ['drain', 'node/a', '--reason', 'disk swap', '--by=30m', '--wait'],
      { kind: 'drain', node: 'a', reason: 'disk swap', by: '30m', wait: true, ...connection },
    ],
    [['return', 'a'], { kind: 'return', node: 'a', ...connection }],
    [['pause', '--help'], { kind: 'help' }],
    [['--version'], { kind: 'version' }],
  ])('reads %j', (args, command) => {
    expect(readCommandLine(args)).toEqual(command);
  });

  it.each([
    [['dance'], '"dance" is not a command'],
    [['constructor'], '"constructor" is not a command'],
    [['explain'], 'needs the name of a Node'],
    [['explain', '../secrets'], 'is no name of a Node'],
    [['explain', 'a', 'b'], '"b" is one word too many'],
    [['drain'], 'drain needs the name of a Node'],
    [['return', '../a'], 'is no name of a Node'],
    [['return', 'a', '--wait'], 'return does not take --wait'],
    [['pause', '--reason', 'x'], 'pause does not take --reason'],
    [['drain', 'a', '-o', 'json'], 'drain does not take --output'],
    [['pause', 'now'], '"now" is one word too many'],
    [['resume', '2'], '"2" is one word too many'],
    [['-o', 'yaml'], '--output is "yaml", must be json'],
    [['pause', '-o', 'json'], 'pause does not take --output'],
    [['explain', 'a', '-w'], 'explain does not take --watch'],
    [['--namespace', '../x'], '"../x" is no name of a namespace'],
    [['--frobnicate'], "Unknown option '--frobnicate'"],
  ])('refuses %j', (args, message) => {
    expect(() => readCommandLine(args)).toThrow(UsageFailure);
    expect(() => readCommandLine(args)).toThrow(message);
  });
});
