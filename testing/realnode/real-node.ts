import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nodeTools, Process, type Tool, type Toolbox, waitFor } from '../controlplane/index.ts';
import { makeGroups, removeGroups } from './cgroups.ts';
import { forgetPods, host } from './network.ts';
import { nodeFile } from './node-files.ts';
import type { Place } from './place.ts';

/** Which of the machine's programs run as a process of the node, beside its pods. */
type Daemon = 'containerd' | 'kube-proxy' | 'kubelet';

const patience = { timeout: 60_000 };

/**
 * A node of real programs: containerd, kubelet and kube-proxy in network, mount, process and host name namespaces of
 * their own. Its files lie on this machine, so it can be switched off and on like a machine.
 */
export class RealNode {
  readonly place: Place;
  readonly #programs: ReadonlyMap<Tool, string>;
  readonly #images: readonly string[];
  readonly #daemons = new Map<Daemon, Process>();
  #init: Process | undefined;
  #enter: readonly string[] = [];

  private constructor(place: Place, programs: ReadonlyMap<Tool, string>, images: readonly string[]) {
    this.place = place;
    this.#programs = programs;
    this.#images = images;
  }

  /** A node that is switched off; its files are written (`writeNodeFiles`). `images` are archives to be on its disk. */
  static async prepare(place: Place, tools: Toolbox, images: readonly string[]): Promise<RealNode> {
    const programs = new Map<Tool, string>();
    for (const tool of nodeTools) programs.set(tool, await tools.path(tool));
    return new RealNode(place, programs, images);
  }

  /** Name of the Node. */
  get name(): string {
    return this.place.fleet.name;
  }

  /** Switches it on; returns when its kubelet runs. */
  async powerOn(): Promise<void> {
    const { name, directory } = this.place;
    await makeGroups(name);
    const namespaces = ['--mount', '--uts', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
    const init = ['bash', join(import.meta.dirname, 'init.sh'), directory, this.name];
    this.#init = this.#process('init', [`--net=/run/netns/${name}`, 'unshare', ...namespaces, ...init]);
    await this.#init.waitForLine(/ is up$/m, patience);
    const target = await this.#firstProcess(this.#init);
    this.#enter = [`--target=${target}`, '--mount', '--uts', '--net', '--pid', '--'];
    const containerd = this.#start('containerd', ['--config', nodeFile('containerd.toml')]);
    await containerd.waitUntil('answers', () => this.#ctr('version'), patience);
    await this.#import();
    this.#start('kube-proxy', ['--config', nodeFile('proxy.yaml')]);
    this.startKubelet();
  }

  startKubelet(): void {
    const { address } = this.place;
    const { pool = '', zone = '' } = this.place.fleet.options;
    const labels = [
      `agentpool=${pool}`,
      `kubernetes.azure.com/agentpool=${pool}`,
      'kubernetes.azure.com/mode=user',
      `topology.kubernetes.io/zone=${zone}`,
    ];
    this.#start('kubelet', [
      '--config',
      nodeFile('kubelet.yaml'),
      '--kubeconfig',
      nodeFile('kubelet.kubeconfig'),
      '--hostname-override',
      this.name,
      '--node-ip',
      address,
      '--node-labels',
      labels.join(','),
    ]);
  }

  get hasKubelet(): boolean {
    return this.#daemons.get('kubelet')?.running ?? false;
  }

  /** Ends the kubelet at once; its pods go on. */
  async killKubelet(): Promise<void> {
    await this.#daemons.get('kubelet')?.stop(0);
  }

  /** Pulls the plug: every process ends at once, the disk stays. */
  async powerOff(): Promise<void> {
    await this.#init?.stop(0);
    for (const daemon of this.#daemons.values()) await daemon.stop(0);
    this.#daemons.clear();
    await forgetPods(this.place);
    await removeGroups(this.place.name);
  }

  /** Ids, on this machine, of the processes of a container of a pod; none when it does not run. */
  processesOf(podUid: string): number[] {
    const inPod = (pid: string): boolean => {
      try {
        return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(`pod${podUid}/`);
      } catch {
        return false; // it has ended meanwhile
      }
    };
    return readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry) && inPod(entry))
      .map(Number);
  }

  /** What a container has written, all its restarts on this node included. */
  async logOf(namespace: string, pod: string, container: string): Promise<string> {
    const pods = join(this.place.directory, 'log/pods');
    const folder = readdirSync(pods).find((entry) => entry.startsWith(`${namespace}_${pod}_`)) ?? '';
    const files = readdirSync(join(pods, folder, container)).sort();
    const texts = await Promise.all(
      files.map((file) => readFile(join(pods, folder, container, file), 'utf8')),
    );
    return texts.join('');
  }

  /** The end of what the node's own programs have written. */
  describe(): string {
    const tails = [...this.#daemons].map(([daemon, process]) => {
      const lines = process.log().trimEnd().split('\n');
      return `--- ${daemon} of ${this.name}\n${lines.slice(-15).join('\n')}`;
    });
    return tails.join('\n');
  }

  /** The id, on this machine, of the first process of the node. */
  #firstProcess({ pid }: Process): Promise<string | undefined> {
    return waitFor(`the first process of ${this.name}`, async () => {
      const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
      // The first is the guard of the process group.
      return children.trim().split(' ')[1];
    });
  }

  /** Starts a program inside the node. */
  #start(daemon: Daemon, args: readonly string[]): Process {
    const process = this.#process(daemon, [...this.#enter, this.#programs.get(daemon) ?? daemon, ...args]);
    this.#daemons.set(daemon, process);
    return process;
  }

  #process(name: string, args: readonly string[]): Process {
    // containerd looks for its shim there.
    const own = [...new Set([...this.#programs.values()].map(dirname))];
    return Process.start({
      name: `${name} of ${this.name}`,
      command: 'nsenter',
      args,
      env: { PATH: [...own, '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(':') },
      logFile: join(this.place.directory, `${name}.log`),
    });
  }

  async #import(): Promise<void> {
    const present = await this.#ctr('images', 'list', '--quiet');
    if (present.trim() !== '') return;
    for (const image of this.#images) await this.#ctr('images', 'import', image);
  }

  #ctr(...args: readonly string[]): Promise<string> {
    const program = this.#programs.get('ctr') ?? '';
    return host('nsenter', ...this.#enter, program, '--namespace', 'k8s.io', ...args);
  }
}
