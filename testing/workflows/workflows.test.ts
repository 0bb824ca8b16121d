import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly uses?: string;
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(import.meta.dirname, '..', '..', '.github/workflows');
const texts = new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
// The checker of workflow files says that they are of this form.
const workflows = new Map([...texts].map(([file, text]) => [file, parse(text) as Workflow]));
const jobs = [...workflows].flatMap(([file, { jobs }]) =>
  Object.entries(jobs).map(([name, job]) => ({ file, name, job })),
);
const steps = jobs.flatMap(({ job }) => job.steps ?? []);

describe('the workflows', () => {
  it('name every action of others by commit, with its version beside it', () => {
    const uses = [...texts.values()].flatMap((text) => text.match(/uses: .*/g) ?? []);
    const foreign = uses.filter((line) => !line.startsWith('uses: ./'));
    expect(foreign.length).toBeGreaterThan(10);
    for (const line of foreign) {
      expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('permit nothing but what a job names', () => {
    for (const { permissions } of workflows.values()) expect(permissions).toEqual({});
    for (const { job } of jobs) expect(job.permissions).toBeDefined();
  });

  it('permit reading alone where a pull request can start them', () => {
    const started = jobs.filter(({ file }) => 'pull_request' in (workflows.get(file)?.on ?? {}));
    expect(started.length).toBeGreaterThan(0);
    for (const { job } of started) expect(job.permissions).toEqual({ contents: 'read' });
    for (const { on } of workflows.values()) expect(on).not.toHaveProperty('pull_request_target');
  });

  it('leave no credentials in the working copy', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts).toHaveLength(jobs.filter(({ job }) => job.steps !== undefined).length);
    for (const step of checkouts) expect(step.with).toMatchObject({ 'persist-credentials': false });
  });

  it('put nothing that others can choose into a script', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('release nothing before the checks of that commit are green', () => {
    const release = workflows.get('release.yaml')?.jobs ?? {};
    expect(release.check?.uses).toBe('./.github/workflows/check.yaml');
    expect(release.images?.needs).toBe('check');
    expect(release.release?.needs).toBe('images');
    expect(Object.keys(release)).toEqual(['check', 'images', 'release']);
  });
});
