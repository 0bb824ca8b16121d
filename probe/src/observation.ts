import { type Names, mismatch, sameVm, vmName } from './identity.ts';
import { type ReportContent, reportOf, sameContent, startingReport } from './report.ts';
import type { ScheduledEvents } from './scheduled-events.ts';

/** What this probe knows now: which VM it runs on, and the last answer of the metadata service. */
export class Observation {
  readonly #onChange: () => void;
  #names: Names = { imds: undefined, providerId: undefined };
  #document: ScheduledEvents | undefined;
  #available: boolean | undefined;
  #known: ReportContent | undefined;

  /** @param onChange called whenever there may be something new to report */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get vm(): string | undefined {
    return vmName(this.#names);
  }

  get hasImdsName(): boolean {
    return this.#names.imds !== undefined;
  }

  /** Why the name of the VM is doubtful; undefined if it is not. */
  get mismatch(): string | undefined {
    return mismatch(this.#names);
  }

  /** Whether there is a good answer that could be reported. */
  get answered(): boolean {
    return this.#known !== undefined;
  }

  /** The report with this VM's events from the last good answer. */
  get known(): ReportContent | undefined {
    return this.#known;
  }

  learnImdsName(imds: string): void {
    this.#learn({ ...this.#names, imds });
  }

  learnProviderId(providerId: string): void {
    this.#learn({ ...this.#names, providerId });
  }

  learnDocument(document: ScheduledEvents): void {
    if (document === this.#document && this.#available === true) return;
    const was = this.#available;
    this.#document = document;
    this.#available = true;
    if (this.#describe() || was !== true) this.#onChange();
  }

  /** Notes that there was no good answer for so long that the last report may be wrong by now. */
  learnSilence(): void {
    if (this.#available === false) return;
    this.#available = false;
    this.#onChange();
  }

  /**
   * The content that the annotation should have. Until the first good answer of this process, an earlier report (or at least
   * its events) stays: a probe that restarts must not make maintenance disappear.
   * @param earlier the content of the annotation when this process read it first
   * @returns undefined when the annotation should stay as it is
   */
  report(earlier: ReportContent | undefined): ReportContent | undefined {
    const base = this.#known ?? this.#ours(earlier);
    if (this.#available === false) return { ...(base ?? startingReport(this.vm ?? '')), imds: 'unavailable' };
    if (this.#known !== undefined) return this.#known;
    return base === undefined ? startingReport(this.vm ?? '') : undefined;
  }

  /** The earlier report, unless it is about another VM that had this Node's name. */
  #ours(earlier: ReportContent | undefined): ReportContent | undefined {
    if (earlier === undefined || earlier.vm === '') return undefined;
    return this.vm === undefined || sameVm(earlier.vm, this.vm) ? earlier : undefined;
  }

  #learn(names: Names): void {
    if (names.imds === this.#names.imds && names.providerId === this.#names.providerId) return;
    this.#names = names;
    this.#describe();
    this.#onChange();
  }

  /** Makes the report again; returns whether it says something new. */
  #describe(): boolean {
    const { vm } = this;
    if (vm === undefined || this.#document === undefined) return false;
    const before = this.#known;
    this.#known = reportOf(vm, this.#document);
    return before === undefined || !sameContent(this.#known, before);
  }
}
