import { type Mutant, probeMutant } from './mutant.ts';

/** Mistakes in what probes tell. */
export const probing: readonly Mutant[] = [
  probeMutant('probe-misses-news', 'The probe tells of its first document only.', [
    'observation.ts',
    'if (this.#describe() || was !== true) this.#onChange();',
    'if (was !== true && this.#describe()) this.#onChange();',
  ]),
  probeMutant(
    'ready-without-writing',
    'A probe that cannot write stays Ready.',
    [
      'report-publisher.ts',
      'if (unsureMs < UNSURE_MS) return null;',
      'if (unsureMs >= 0 || unsureMs < 0) return null;',
    ],
    [
      'report-publisher.ts',
      "return this.#problem !== undefined && this.#problem !== 'failed';",
      'return false;',
    ],
  ),
  probeMutant('ready-too-early', 'A probe is Ready before it has reported anything.', [
    'report-publisher.ts',
    "if (!this.#confirmed) return 'no answer of the metadata service has been reported yet';",
    '',
  ]),
  probeMutant('neighbours-are-news', 'A probe writes its Node for each event of its neighbours.', [
    'report.ts',
    "return serialize({ ...a, incarnation: '' }, '') === serialize({ ...b, incarnation: '' }, '');",
    "return serialize(a, '') === serialize(b, '');",
  ]),
  probeMutant('silence-not-told', 'A metadata service that is silent is not told of.', [
    'imds-poller.ts',
    'const SILENCE_MS = 30_000;',
    'const SILENCE_MS = 30_000_000;',
  ]),
  probeMutant('silence-is-no-event', 'While the metadata service is silent its events are forgotten.', [
    'observation.ts',
    "{ ...(base ?? startingReport(this.vm ?? '')), imds: 'unavailable' }",
    "{ ...(base ?? startingReport(this.vm ?? '')), events: [], imds: 'unavailable' }",
  ]),
  probeMutant('events-of-others', 'The probe reports the events of its neighbours as its own.', [
    'report.ts',
    'return event.resources.some((resource) => isResource(resource, vm));',
    'return event.resources.length > vm.length - vm.length;',
  ]),
];
