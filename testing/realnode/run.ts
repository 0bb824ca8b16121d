/** `make test-node`: builds what two real nodes need, tests mechanic on them, and leaves nothing behind. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeTools, Toolbox } from '../controlplane/index.ts';
import { allTools } from '../controlplane/tools.ts';
import { withLock } from '../controlplane/lock.ts';
import { ensureBuilt } from '../scenarios/programs.ts';
import { clear } from './clearing.ts';
import { archives, buildImages } from './images.ts';
import { obstacle } from './prerequisites.ts';

const repository = join(import.meta.dirname, '..', '..');
const say = (line: string): void => void process.stderr.write(`==> ${line}\n`);

/** The running tests, to which a signal is passed on. */
let tests: ChildProcess | undefined;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupted = true;
    tests?.kill('SIGTERM');
  });
}

async function runTests(work: string, images: string, figures: string): Promise<number> {
  const jest = ['run', '--silent', 'jest', '--', '--selectProjects', 'node', '--runInBand'];
  tests = spawn('npm', [...jest, ...process.argv.slice(2)], {
    cwd: repository,
    // What tests that were interrupted leave behind goes with it.
    env: { ...process.env, TMPDIR: work, MECHANIC_NODE_IMAGES: images, MECHANIC_NODE_FIGURES: figures },
    stdio: 'inherit',
  });
  // What once() gives of a child's exit.
  const [code] = (await once(tests, 'exit')) as [number | null];
  return code ?? 1;
}

async function main(): Promise<number> {
  const work = await mkdtemp(join(tmpdir(), 'mechanic-node-work-'));
  const images = process.env.MECHANIC_NODE_IMAGES ?? join(work, 'images');
  const figures = join(work, 'figures.md');
  try {
    await clear();
    execFileSync(join(repository, 'testing/ensure-packages.sh'), ['node'], { stdio: 'inherit' });
    const tools = Toolbox.fromEnvironment();
    const missing = await tools.missing([...allTools, ...nodeTools]);
    if (missing.length > 0) say(`Building ${missing.join(', ')}: up to 15 minutes, once`);
    for (const tool of missing) await tools.path(tool);
    await ensureBuilt();
    if (archives(images).length === 0) {
      say('Building the images (about a minute)');
      await buildImages(images);
    }
    if (interrupted) return 1;
    say('Testing on two real nodes: about 20 minutes, 12 of which wait for tokens to expire');
    const code = await runTests(work, images, figures);
    say(`Figures\n${await readFile(figures, 'utf8').catch(() => 'none')}`);
    return code;
  } finally {
    say('Taking the nodes down');
    await clear();
    await rm(work, { recursive: true, force: true });
  }
}

// Before anything is built or installed.
const reason = await obstacle();
if (reason === undefined) {
  const waiting = (): void => say('Waiting for other nodes on this machine to be taken down');
  process.exitCode = await withLock(join(tmpdir(), 'mechanic-nodes.lock'), waiting, main);
} else {
  say(`Skipped: ${reason}`);
}
