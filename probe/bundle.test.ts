import { beforeAll, describe, expect, it } from '@jest/globals';
import { isBuiltin } from 'node:module';
import { type BuildResult, build } from 'esbuild';
import { bundle } from './bundle.ts';

let result: BuildResult;

beforeAll(async () => {
  result = await build({ ...bundle, write: false, metafile: true });
});

describe('the bundle of the probe', () => {
  it('is at most 150 kB', () => {
    const [file] = result.outputFiles ?? [];
    expect(file?.contents.length).toBeLessThan(150_000);
  });

  it('needs nothing at run time that is not in Node.js itself, and no heavy part of that', () => {
    const [output] = Object.values(result.metafile?.outputs ?? {});
    const needed = (output?.imports ?? []).map(({ path }) => path.replace(/^node:/, ''));
    expect(needed.filter((path) => !isBuiltin(path))).toEqual([]);
    expect(needed).not.toContain('http2');
    expect(needed).not.toContain('inspector');
  });

  it('carries neither the settings of the controller nor a YAML parser nor another HTTP client', () => {
    const inputs = Object.keys(result.metafile?.inputs ?? {});
    expect(inputs.filter((path) => /settings|yaml|undici|\/ajv\//.test(path))).toEqual([]);
    const text = result.outputFiles?.[0]?.text ?? '';
    expect(text).not.toMatch(/\bfetch\(/);
  });
});
