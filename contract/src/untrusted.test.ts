import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MaintenanceRecord, formatMaintenance, parseMaintenance } from './maintenance.ts';
import { parseReport } from './report.ts';
import { asText, hasControlCharacter, isId, largestAnnotation, parseUntrusted } from './untrusted.ts';

/** Nesting depth of a value: 1 for a flat object. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('parseUntrusted', () => {
  it('reads JSON of that depth, wherever brackets stand in strings', () => {
    expect(parseUntrusted('{"a":[{"b":"[[[[{{\\"[[[["}]}', 3)).toEqual({ a: [{ b: '[[[[{{"[[[[' }] });
    expect(parseUntrusted('{"a":[{"b":1}]}', 2)).toBeUndefined();
  });

  it.each([3_000, 30_000])('refuses %d nested brackets without an overflow', (depth) => {
    expect(parseUntrusted(nested(depth), 4)).toBeUndefined();
    expect(parseUntrusted(`{"a":1,"later":${nested(depth)}}`, 4)).toBeUndefined();
  });

  it('counts bytes, not characters', () => {
    const text = (size: number, character: string): string => `"${character.repeat(size)}"`;
    expect(parseUntrusted(text(largestAnnotation - 2, 'x'), 1)).toBeDefined();
    expect(parseUntrusted(text(largestAnnotation - 1, 'x'), 1)).toBeUndefined();
    expect(parseUntrusted(text(largestAnnotation / 4, '\u{1f600}'), 1)).toBeUndefined();
  });

  it('never throws, and its result is no deeper than allowed', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json({ maxDepth: 12 }),
      fc.json({ maxDepth: 12 }).map((text) => text.slice(0, -1)),
    );
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 6 }), (text, depth) => {
        expect(depthOf(parseUntrusted(text, depth))).toBeLessThanOrEqual(depth);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an acceptable text', () => {
  it('has no control character anywhere', () => {
    for (const bad of ['\u0000', '\n', '\u001b', '\u007f', '\u0085', '\u009f']) {
      expect(hasControlCharacter([{ a: [`x${bad}`] }])).toBe(true);
    }
    expect(hasControlCharacter([{ a: ['é ü \u{1f600} \u00a0'], b: 1, c: null }])).toBe(false);
  });

  it('is, as an id, at most 128 whole characters long', () => {
    expect(isId('x'.repeat(128))).toBe(true);
    expect(isId('x'.repeat(129))).toBe(false);
    expect(isId('\ud800')).toBe(false);
  });

  it('is reduced to one line', () => {
    expect(asText('a\r\n\tb\u0000c', 100)).toBe('a b c');
    expect(asText(`${'x'.repeat(9)}\u{1f600}`, 10)).toBe(`${'x'.repeat(9)}\ufffd`);
  });
});

describe('reports and records', () => {
  it.each([
    ['report', parseReport],
    ['maintenance', parseMaintenance],
  ] as const)('a %s is read no deeper than its schema nests', (name, parse) => {
    // Our own file, of known shape.
    const schema = JSON.parse(
      readFileSync(join(import.meta.dirname, `../schemas/${name}.schema.json`), 'utf8'),
    ) as Schema;
    const example = exampleOf(schema, schema);
    expect(parse(JSON.stringify(example))).toEqual(example);
    const withUnknown = (depth: number): string =>
      `${JSON.stringify(example).slice(0, -1)},"later":${nested(depth)}}`;
    expect(parse(withUnknown(depthOf(example) - 1))).toEqual(example);
    expect(parse(withUnknown(depthOf(example)))).toBeUndefined();
  });

  it('are read unchanged or not at all, whatever they contain, and no reader throws', () => {
    const value = fc.json({ maxDepth: 6, noUnicodeString: false });
    fc.assert(
      fc.property(value, fc.string({ unit: 'binary' }), (json, raw) => {
        for (const text of [json, raw, `{"version":1,"later":${json}}`]) {
          parseReport(text);
          parseMaintenance(text);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('formatMaintenance', () => {
  const long = fc.constantFrom('\ud800', '"', '\n', '\u{1f600}').map((unit) => unit.repeat(3_000));
  const text = fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'binary' }) },
    { weight: 1, arbitrary: long },
  );
  const records: fc.Arbitrary<MaintenanceRecord> = fc.record(
    {
      version: fc.constant<1>(1),
      phase: fc.constantFrom('Draining', 'Paused', 'Drained', 'Failed'),
      nodeUID: text,
      reason: text,
      events: fc.array(text, { maxLength: 100, size: 'max' }),
      wasUnschedulable: fc.boolean(),
      startedAt: text,
      deadline: fc.option(text),
      attempts: fc.nat(),
      message: text,
      blockedBy: fc.array(fc.record({ pod: text, reason: text, budgets: fc.array(text) }), {
        maxLength: 20,
        size: 'max',
      }),
    },
    {
      requiredKeys: [
        'version',
        'phase',
        'nodeUID',
        'reason',
        'events',
        'wasUnschedulable',
        'startedAt',
        'deadline',
        'attempts',
      ],
    },
  );

  it('writes what parseMaintenance can read, whatever the record contains', () => {
    fc.assert(
      fc.property(records, (record) => {
        const written = formatMaintenance(record);
        const read = parseMaintenance(written);
        expect(read?.phase).toBe(record.phase);
        expect(read !== undefined && formatMaintenance(read) === written).toBe(true);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });
});

interface Schema {
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** A value with every field of a schema. */
function exampleOf(schema: Schema, root: Schema): unknown {
  const { $ref, properties, items, type } = schema;
  if ($ref !== undefined) return exampleOf(root.definitions?.[$ref.split('/').at(-1) ?? ''] ?? {}, root);
  if (properties !== undefined) {
    return Object.fromEntries(
      Object.entries(properties).map(([key, field]) => [key, exampleOf(field, root)]),
    );
  }
  if (items !== undefined) return [exampleOf(items, root)];
  return type === 'boolean' || exampleOfLeaf(schema);
}

function exampleOfLeaf({ type, pattern = '', minimum = 1, enum: choices = [minimum] }: Schema): unknown {
  if (![type].flat().includes('string')) return choices[0];
  return ['text', '2026-11-24T00:00:00Z'].find((text) => new RegExp(pattern).test(text));
}
