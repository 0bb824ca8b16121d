import { beforeAll, describe, expect, it } from '@jest/globals';
import { type BuildResult, build } from 'esbuild';
import { bundle } from './bundle.ts';

let result: BuildResult;

beforeAll(async () => {
  result = await build({ ...bundle, write: false, metafile: true });
});

describe('the bundle of the probe', () => {
  it('is at most 64 kB', () => {
    const [file] = result.outputFiles ?? [];
    expect(file?.contents.length).toBeLessThan(64_000);
  });

  it('needs only these parts of Node.js at run time, and nothing else', () => {
    const [output] = Object.values(result.metafile?.outputs ?? {});
    const needed = (output?.imports ?? []).map(({ path }) => path.replace(/^node:/, ''));
    expect(new Set(needed)).toEqual(
      new Set(['fs', 'fs/promises', 'http', 'https', 'net', 'os', 'path', 'util']),
    );
  });

  it('carries neither the settings of the controller nor a YAML parser nor another HTTP client', () => {
    const inputs = Object.keys(result.metafile?.inputs ?? {});
    expect(inputs.filter((path) => /settings|yaml|undici|\/ajv\//.test(path))).toEqual([]);
    const text = result.outputFiles?.[0]?.text ?? '';
    expect(text).not.toMatch(/\bfetch\(/);
  });
});
