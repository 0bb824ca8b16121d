import { type Mutant, mutant } from './mutant.ts';

/** Mistakes about surges. */
export const surging: readonly Mutant[] = [
  mutant(
    'surge-returned-by-its-own-process-alone',
    'Whoever leads next does not go on with what an earlier leader has raised, and does not put it back.',
    [
      'drain/surge/surges.ts',
      'for (const surge of open) this.#riseOf(surge).begin();',
      'for (const surge of open) this.#rises.get(surge.uid)?.begin();',
    ],
    [
      'drain/surge/surges.ts',
      'for (const surge of over) this.#putBack(surge);',
      'for (const surge of over) if (this.#rises.get(surge.uid)?.surge.startedAt === surge.startedAt) this.#putBack(surge);',
    ],
  ),
  mutant('surge-before-its-record', 'The number is raised before a record says so.', [
    'drain/surge/surges.ts',
    'this.#rises.set(surge.uid, rise);\n    return rise;',
    'this.#rises.set(surge.uid, rise);\n    rise.begin();\n    return rise;',
  ]),
  mutant(
    'surge-put-back-from-anywhere',
    'A number is put back whatever it is by now, and whoever wrote it.',
    ['drain/surge/put-back.ts', "if (number !== to || writer === 'another') {", 'if (number === from) {'],
  ),
];
