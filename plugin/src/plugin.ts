import type { Clock } from '@mechanic/contract/clock';
import { cleanJson, cleanText } from './clean-text.ts';
import { ClusterReader } from './cluster-reader.ts';
import { checkCluster } from './check-cluster.ts';
import { checkLines } from './check-words.ts';
import { type Command, type Connection, help, readCommandLine } from './command-line.ts';
import { type DrainRequestParts, askForDrain, takeBack } from './drain-request.ts';
import { waitUntilDrained } from './drain-wait.ts';
import { explainNode } from './explain-node.ts';
import { explanation } from './explanation.ts';
import { UsageFailure, messageOf } from './failure.ts';
import { historyLines } from './history.ts';
import type { Kubectl } from './kubectl.ts';
import { overview } from './overview.ts';
import { type Paint, painter } from './paint.ts';
import { PauseSwitch } from './pause-switch.ts';
import { pause, resume } from './pause.ts';
import { type Output, Screen } from './screen.ts';
import { planFor } from './plan-cluster.ts';
import { planLines } from './plan-words.ts';
import { StatusSource } from './status-source.ts';
import { documentOf, watchStatus } from './watch.ts';

/** The exit code of the program. */
const OK = 0;
const PROBLEM = 1;
const WRONG_USAGE = 2;

export interface PluginParts {
  readonly version: string;
  readonly output: Output;
  readonly errors: Pick<Output, 'write'>;
  /** Whether to use colours: on a terminal, unless the user disables them. */
  readonly colours: boolean;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly kubectl: (flags: readonly string[]) => Kubectl;
  /**
   * Returns a signal for interrupts by the user. After this call the program must end by itself when the signal is aborted.
   */
  readonly untilInterrupted: () => AbortSignal;
  /** Resolves after `ms` milliseconds, or on an interrupt. */
  readonly rest: (ms: number) => Promise<void>;
}

/** `kubectl mechanic`: runs one command line and returns an exit code. */
export class Plugin {
  readonly #parts: PluginParts;

  constructor(parts: PluginParts) {
    this.#parts = parts;
  }

  /** Never throws. */
  async run(args: readonly string[]): Promise<number> {
    const { errors } = this.#parts;
    try {
      return await this.#do(readCommandLine(args));
    } catch (error) {
      // Messages may quote the command line and the cluster, so they are cleaned.
      errors.write(`kubectl mechanic: ${cleanText(messageOf(error))}\n`);
      if (!(error instanceof UsageFailure)) return PROBLEM;
      errors.write('Try: kubectl mechanic --help\n');
      return WRONG_USAGE;
    }
  }

  /** Returns the exit code. */
  async #do(command: Command): Promise<number> {
    if (command.kind === 'check') return this.#check(command);
    if (command.kind === 'drain') await this.#drain(command);
    else if (command.kind === 'return') await this.#return(command);
    else await this.#show(command);
    return OK;
  }

  async #show(command: Exclude<Command, { kind: 'check' | 'drain' | 'return' }>): Promise<void> {
    const { output, version } = this.#parts;
    switch (command.kind) {
      case 'help':
        output.write(help);
        return;
      case 'version':
        output.write(`${version}\n`);
        return;
      case 'status':
        await this.#status(command);
        return;
      case 'explain':
        await this.#explain(command);
        return;
      case 'plan':
        await this.#plan(command);
        return;
      case 'history':
        await this.#history(command);
        return;
      case 'pause':
      case 'resume':
        await this.#switch(command);
        return;
    }
  }

  async #status(command: Extract<Command, { kind: 'status' }>): Promise<void> {
    if (command.watch) {
      await this.#watch(command);
      return;
    }
    const answer = await this.#source(command).read();
    this.#print(
      command.json
        ? [cleanJson(documentOf(answer))]
        : overview(answer, { ...this.#view, now: Date.parse(answer.status.now) }),
    );
  }

  async #watch(command: Extract<Command, { kind: 'status' }>): Promise<void> {
    const { output, clock, untilInterrupted, rest } = this.#parts;
    const interrupted = untilInterrupted();
    const screen = new Screen(output, output.isTTY === true && !command.json);
    try {
      await watchStatus({
        source: this.#source(command),
        screen,
        paint: this.#paint,
        json: command.json,
        monotonic: () => clock.monotonic(),
        rest,
        ended: () => interrupted.aborted,
      });
    } finally {
      screen.close();
    }
  }

  async #explain(command: Extract<Command, { kind: 'explain' }>): Promise<void> {
    const { kubectl } = this.#parts;
    const reader = new ClusterReader(kubectl(command.flags), command.namespace);
    const answer = await explainNode(command.node, reader, this.#source(command));
    const { status, origin, node, probed, budgets } = answer;
    const entry = status.nodes.find((each) => each.node === command.node) ?? null;
    const { report, record, conditions, unschedulable, ready } = node;
    this.#print(
      command.json
        ? [
            cleanJson({
              source: origin,
              node: command.node,
              entry,
              unschedulable,
              ready,
              probed,
              report,
              record,
              conditions,
              budgets,
            }),
          ]
        : explanation(answer, { ...this.#view, now: Date.parse(status.now) }),
    );
  }

  async #check(command: Extract<Command, { kind: 'check' }>): Promise<number> {
    const { clock, kubectl, version } = this.#parts;
    const reader = new ClusterReader(kubectl(command.flags), command.namespace);
    const result = await checkCluster({ reader, source: this.#source(command), version });
    this.#print(command.json ? [cleanJson(result)] : checkLines(result, { ...this.#view, now: clock.now() }));
    return result.findings.some(({ severity }) => severity === 'error') ? PROBLEM : OK;
  }

  async #plan(command: Extract<Command, { kind: 'plan' }>): Promise<void> {
    const runner = this.#parts.kubectl(command.flags);
    const now = this.#parts.clock.now();
    const reader = new ClusterReader(runner, command.namespace);
    const plan = await planFor(command, { reader, kubectl: runner, now });
    this.#print(command.json ? [cleanJson(plan)] : planLines(plan, { ...this.#view, now }));
  }

  async #history(command: Extract<Command, { kind: 'history' }>): Promise<void> {
    const { clock, kubectl } = this.#parts;
    const found = await new ClusterReader(kubectl(command.flags), command.namespace).history();
    this.#print(
      command.json
        ? [cleanJson({ entries: found?.entries ?? [] })]
        : historyLines(found, { ...this.#view, now: clock.now() }),
    );
  }

  async #drain(command: Extract<Command, { kind: 'drain' }>): Promise<void> {
    const { clock, rest, untilInterrupted } = this.#parts;
    const parts = this.#requestParts(command);
    const id = await askForDrain({ ...parts, now: clock.now() }, command);
    if (!command.wait) return;
    const interrupted = untilInterrupted();
    await waitUntilDrained(
      {
        ...parts,
        source: this.#source(command),
        monotonic: () => clock.monotonic(),
        rest,
        interrupted: () => interrupted.aborted,
      },
      command.node,
      id,
    );
  }

  async #return(command: Extract<Command, { kind: 'return' }>): Promise<void> {
    await takeBack(this.#requestParts(command), command.node);
  }

  #requestParts({ flags, namespace }: Connection): Pick<DrainRequestParts, 'kubectl' | 'reader' | 'say'> {
    const kubectl = this.#parts.kubectl(flags);
    const reader = new ClusterReader(kubectl, namespace);
    return { kubectl, reader, say: (line) => this.#print([cleanText(line)]) };
  }

  async #switch(command: Extract<Command, { kind: 'pause' | 'resume' }>): Promise<void> {
    const { kubectl, rest } = this.#parts;
    const parts = {
      pauseSwitch: new PauseSwitch(kubectl(command.flags), command.namespace),
      status: this.#source(command),
      say: (line: string) => this.#print([cleanText(line)]),
      rest,
    };
    await (command.kind === 'pause' ? pause(parts) : resume(parts));
  }

  #source({
    flags,
    namespace,
  }: {
    readonly flags: readonly string[];
    readonly namespace: string;
  }): StatusSource {
    const { kubectl, clock, version } = this.#parts;
    const runner = kubectl(flags);
    const reader = new ClusterReader(runner, namespace);
    return new StatusSource({ kubectl: runner, reader, namespace, clock, version });
  }

  get #paint(): Paint {
    return painter(this.#parts.colours);
  }

  get #view(): { paint: Paint; width: number } {
    return { paint: this.#paint, width: new Screen(this.#parts.output, false).width };
  }

  #print(lines: readonly string[]): void {
    this.#parts.output.write(`${lines.join('\n')}\n`);
  }
}
