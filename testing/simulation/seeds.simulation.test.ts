import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
/** The same each time. */
const FIXED = '1-150';
const EACH_DAY = 50;

interface Ended {
  readonly code: number;
  readonly text: string;
}

function run(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const file = join(root, 'testing/simulation/run/run.ts');
    const options = { cwd: root, maxBuffer: 256 * 1024 * 1024 };
    const child = execFile(process.execPath, [file, ...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? 1, text: stdout + stderr }),
    );
  });
}

/** Other seeds each day, the same all day. */
function seedsOfToday(): string {
  const day = Math.floor(Date.now() / 86_400_000);
  const first = 1_000 + day * EACH_DAY;
  return `${first}-${first + EACH_DAY - 1}`;
}

describe('the simulation', () => {
  it('finds nothing that breaks an invariant, in the fixed seeds and in those of today', async () => {
    const { code, text } = await run(['--seeds', `${FIXED},${seedsOfToday()}`]);
    process.stdout.write(text);
    expect({ code, text }).toMatchObject({ code: 0 });
  }, 600_000);

  it('prints the same trace each time for the same seed', async () => {
    const args = ['--seed', '4', '--hours', '0.2', '--trace'];
    const [first, second] = [await run(args), await run(args)];
    expect(first.text.length).toBeGreaterThan(10_000);
    expect(second.text === first.text).toBe(true);
  }, 120_000);

  it('says what is wrong with its arguments, and ends with 2', async () => {
    const { code, text } = await run(['--seeds', 'many']);
    expect(code).toBe(2);
    expect(text).toContain('--seeds is "many", must be FROM-TO');
  });
});
