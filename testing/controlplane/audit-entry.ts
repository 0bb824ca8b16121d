/** One request to the API server, from its audit log. */
export interface AuditEntry {
  /** The same for all stages of one request. */
  readonly id: string;
  /** `ResponseComplete`; for a watch, which is logged when it begins, `ResponseStarted`. */
  readonly stage: string;
  /** When the API server received the request. */
  readonly receivedAt: Date;
  /** When the API server had answered it. */
  readonly time: Date;
  readonly user: string;
  /** The pod that the token of the service account is bound to; empty for other users. */
  readonly pod: string;
  readonly verb: string;
  /** Plural, e.g. `nodes`; empty for paths that are no objects, such as /readyz. */
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  /** HTTP status. */
  readonly code: number;
  readonly uri: string;
  readonly userAgent: string;
  /** The request was a dry run. */
  readonly dryRun: boolean;
  /** Only where audit-policy.yaml asks for bodies: writes of nodes, leases, evictions and mechanic's ConfigMap. */
  readonly requestObject?: unknown;
  readonly responseObject?: unknown;
}
