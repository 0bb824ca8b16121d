import type { ApiObject, ResourceName } from './objects.ts';
import { Refusal } from './refusal.ts';

/** A write that is about to be made, as a webhook or policy sees it. */
export interface AdmissionRequest {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly user: string;
  readonly resource: ResourceName;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly before: ApiObject | undefined;
  /** What it would be; undefined for deletions and evictions. */
  readonly after: ApiObject | undefined;
}

export type AdmissionVerdict =
  { readonly kind: 'allow' } | { readonly kind: 'deny'; readonly code: number; readonly message: string };

export type Admission = (write: AdmissionRequest) => AdmissionVerdict;

const reasons: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  403: 'Forbidden',
  409: 'Conflict',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/** @throws Refusal as the verdict says */
export function admit(admission: Admission, write: AdmissionRequest): void {
  const verdict = admission(write);
  if (verdict.kind === 'allow') return;
  throw new Refusal(verdict.code, reasons[verdict.code] ?? '', verdict.message);
}
