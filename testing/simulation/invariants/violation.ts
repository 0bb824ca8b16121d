/** An invariant did not hold. */
export interface Violation {
  readonly invariant: string;
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly what: string;
}

/** Ends a run: what follows a violation says nothing more. */
export class ViolationError extends Error {
  readonly violation: Violation;

  constructor(violation: Violation) {
    super(`${violation.invariant}: ${violation.what}`);
    this.violation = violation;
  }
}
