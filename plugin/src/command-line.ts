import { parseArgs } from 'node:util';
import { UsageFailure, messageOf } from './failure.ts';
import { type PlanCommand, readPlan } from './plan-command.ts';

/** Flags that tell how to reach the cluster, passed to kubectl unchanged. */
export interface Connection {
  readonly flags: readonly string[];
  /** The namespace of mechanic. */
  readonly namespace: string;
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | ({ readonly kind: 'status'; readonly watch: boolean; readonly json: boolean } & Connection)
  | ({ readonly kind: 'explain'; readonly node: string; readonly json: boolean } & Connection)
  | ({ readonly kind: 'history'; readonly json: boolean } & Connection)
  | ({ readonly kind: 'check'; readonly json: boolean } & Connection)
  | ({ readonly kind: 'plan'; readonly json: boolean } & PlanCommand & Connection)
  | ({
      readonly kind: 'drain';
      readonly node: string;
      readonly reason: string | null;
      readonly by: string | null;
      readonly wait: boolean;
    } & Connection)
  | ({ readonly kind: 'return'; readonly node: string } & Connection)
  | ({ readonly kind: 'pause' } & Connection)
  | ({ readonly kind: 'resume' } & Connection);

export const help = `What mechanic does on the cluster, and why.

Usage:
  kubectl mechanic                  who leads, slots, nodes in maintenance, the queue in its order
  kubectl mechanic explain NODE     why it waits, what blocks it, what comes next
  kubectl mechanic check            what would hold up a drain, before one is needed; exit code 1 when a drain would not end
  kubectl mechanic plan NODE...     what would happen if these nodes got an event now; writes nothing
  kubectl mechanic history          what was drained when, for what, how long, with what outcome
  kubectl mechanic drain NODE       asks for a drain, in the queue with all others
  kubectl mechanic return NODE      takes that back: the node is given back
  kubectl mechanic pause            no further drain starts; running ones finish
  kubectl mechanic resume           back to the limits of the settings

Options:
      --reason TEXT       drain: what for
      --by TIME           drain: when the node should be empty, such as 30m or 2026-11-25T06:00:00Z
      --wait              drain: tells how it gets on until the node is drained; exit code 1 when that fails
  -w, --watch             stay, and show every change
  -o, --output json       for programs; with --watch one document a line
      --nodes SELECTOR, --zone ZONE, --all   plan: which nodes, instead of names
      --event TYPE        plan: Redeploy (default), Reboot, Preempt, Terminate, Freeze
      --in DURATION       plan: when it may begin (default: 15m, 30s for Preempt)
      --set KEY=VALUE     plan: another setting than the one in force, such as maxConcurrentDrains=3; may be repeated
  -n, --namespace NAME    where mechanic is installed (default: mechanic)
      --context, --kubeconfig, --cluster, --user, --as, --as-group   as in kubectl
  -h, --help
      --version

Exit codes: 0 done, 1 a problem, 2 a wrong command line.
`;

const passedOn = {
  context: { type: 'string' },
  kubeconfig: { type: 'string' },
  cluster: { type: 'string' },
  user: { type: 'string' },
  as: { type: 'string' },
} as const;

const options = {
  ...passedOn,
  'as-group': { type: 'string', multiple: true },
  namespace: { type: 'string', short: 'n', default: 'mechanic' },
  output: { type: 'string', short: 'o' },
  nodes: { type: 'string' },
  zone: { type: 'string' },
  all: { type: 'boolean' },
  event: { type: 'string' },
  in: { type: 'string' },
  set: { type: 'string', multiple: true },
  watch: { type: 'boolean', short: 'w', default: false },
  reason: { type: 'string' },
  by: { type: 'string' },
  wait: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const;

/** @throws UsageFailure */
export function readCommandLine(args: readonly string[]): Command {
  const { values, positionals } = parsed(args);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [name = 'status', ...operands] = positionals;
  const read = commands.get(name);
  if (read === undefined)
    throw new UsageFailure(`"${name}" is not a command: ${[...commands.keys()].slice(1).join(', ')} or none`);
  const { output, watch } = values;
  if (output !== undefined && output !== 'json') {
    throw new UsageFailure(`--output is "${output}", must be json`);
  }
  if (watch && name !== 'status') throw new UsageFailure(`${name} does not take --watch`);
  refusePlanWords(name, values);
  if (name !== 'drain') refuseDrainOptions(name, values);
  const connection = { flags: flagsOf(values), namespace: namespaceOf(values.namespace) };
  return read({ operands, watch, json: output === 'json', drain: drainOptions(values), connection, values });
}

const planWords = ['nodes', 'zone', 'all', 'event', 'in', 'set'] as const;

function refusePlanWords(name: string, values: Words['values']): void {
  const extra = planWords.find((key) => values[key] !== undefined);
  if (extra !== undefined && name !== 'plan') throw new UsageFailure(`${name} does not take --${extra}`);
}

interface Words {
  readonly operands: readonly string[];
  readonly watch: boolean;
  readonly json: boolean;
  readonly drain: { readonly reason: string | null; readonly by: string | null; readonly wait: boolean };
  readonly connection: Connection;
  readonly values: ReturnType<typeof parsed>['values'];
}

const commands: ReadonlyMap<string, (words: Words) => Command> = new Map(
  Object.entries({
    status: ({ operands, watch, json, connection }: Words): Command => {
      atMost('status', operands, 0);
      return { kind: 'status', watch, json, ...connection };
    },
    explain: ({ operands, json, connection }: Words): Command => {
      atMost('explain', operands, 1);
      return { kind: 'explain', node: nodeName('explain', operands[0]), json, ...connection };
    },
    drain: ({ operands, json, drain, connection }: Words): Command => {
      if (json) throw new UsageFailure('drain does not take --output');
      atMost('drain', operands, 1);
      return { kind: 'drain', node: nodeName('drain', operands[0]), ...drain, ...connection };
    },
    return: ({ operands, json, connection }: Words): Command => {
      if (json) throw new UsageFailure('return does not take --output');
      atMost('return', operands, 1);
      return { kind: 'return', node: nodeName('return', operands[0]), ...connection };
    },
    check: ({ operands, json, connection }: Words): Command => {
      atMost('check', operands, 0);
      return { kind: 'check', json, ...connection };
    },
    plan: ({ operands, json, connection, values }: Words): Command => {
      const { nodes, zone, all = false, event, in: notice, set = [] } = values;
      const names = operands.map((operand) => nodeName('plan', operand));
      return {
        kind: 'plan',
        json,
        ...readPlan({ names, nodes, zone, all, event, in: notice, set }),
        ...connection,
      };
    },
    history: ({ operands, json, connection }: Words): Command => {
      atMost('history', operands, 0);
      return { kind: 'history', json, ...connection };
    },
    pause: ({ operands, json, connection }: Words): Command => {
      if (json) throw new UsageFailure('pause does not take --output');
      atMost('pause', operands, 0);
      return { kind: 'pause', ...connection };
    },
    resume: ({ operands, json, connection }: Words): Command => {
      if (json) throw new UsageFailure('resume does not take --output');
      atMost('resume', operands, 0);
      return { kind: 'resume', ...connection };
    },
  }),
);

// The return type is inferred from `options` by parseArgs.
function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageFailure(messageOf(error));
  }
}

function refuseDrainOptions(name: string, values: ReturnType<typeof parsed>['values']): void {
  const { reason, by, wait } = drainOptions(values);
  const [given] = [reason !== null && 'reason', by !== null && 'by', wait && 'wait'].filter(Boolean);
  if (given !== undefined) throw new UsageFailure(`${name} does not take --${String(given)}`);
}

function drainOptions({ reason, by, wait }: ReturnType<typeof parsed>['values']): Words['drain'] {
  return { reason: reason ?? null, by: by ?? null, wait };
}

function flagsOf(values: ReturnType<typeof parsed>['values']): string[] {
  const single = (['context', 'kubeconfig', 'cluster', 'user', 'as'] as const).flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [`--${name}=${value}`];
  });
  return [...single, ...(values['as-group'] ?? []).map((group) => `--as-group=${group}`)];
}

/** The namespace becomes part of paths, so it has to be a single name. */
function namespaceOf(name: string): string {
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return name;
  throw new UsageFailure(`"${name}" is no name of a namespace`);
}

function atMost(name: string, operands: readonly string[], most: number): void {
  const extra = operands[most];
  if (extra !== undefined) throw new UsageFailure(`${name}: "${extra}" is one word too many`);
}

/** Accepts the form that kubectl prints as well: `node/a`. */
function nodeName(command: string, operand: string | undefined): string {
  const name = operand?.replace(/^(no|nodes?)\//, '') ?? '';
  if (name === '') throw new UsageFailure(`${command} needs the name of a Node`);
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name))
    throw new UsageFailure(`"${name}" is no name of a Node`);
  return name;
}
