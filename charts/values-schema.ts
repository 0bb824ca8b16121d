import type { ChartValue } from './values-document.ts';

type Schema = Readonly<Record<string, unknown>>;

const strings: Schema = { type: 'object', additionalProperties: { type: ['string', 'null'] } };
const objects: Schema = { type: 'array', items: { type: 'object' } };
const port: Schema = { type: 'integer', minimum: 1, maximum: 65_535 };
const duration: Schema = { type: 'string', pattern: '^([0-9]+(ms|s|m|h))+$' };
const digest: Schema = { type: 'string', pattern: '^(sha256:[0-9a-f]{64})?$' };
const intOrPercent: Schema = {
  oneOf: [
    { type: 'integer', minimum: 0 },
    { type: 'string', pattern: '^(100|[1-9]?[0-9])%$' },
  ],
};

/** What the default of a value does not say about its type. Objects of Kubernetes are left to the API server. */
const types: Readonly<Record<string, Schema>> = {
  profile: { enum: ['standard', 'automatic'] },
  'image.pullPolicy': { enum: ['Always', 'IfNotPresent', 'Never'] },
  'image.pullSecrets': {
    type: 'array',
    items: {
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: { name: { type: 'string', minLength: 1 } },
    },
  },
  'log.level': { enum: ['error', 'warn', 'info', 'debug'] },
  'log.format': { enum: ['json', 'text'] },
  'controller.replicas': { type: 'integer', minimum: 0 },
  'controller.image.digest': digest,
  'controller.port': port,
  'controller.healthPort': port,
  'controller.lease.duration': duration,
  'controller.lease.renewDeadline': duration,
  'controller.lease.retryPeriod': duration,
  'controller.maxOldSpaceSize': { type: 'integer', minimum: 32 },
  'controller.resources': { type: 'object' },
  'controller.affinity': { type: 'object' },
  'controller.podDisruptionBudget.maxUnavailable': intOrPercent,
  'probe.image.digest': digest,
  'probe.port': port,
  'probe.healthPort': port,
  'probe.imdsEndpoint': { type: 'string', pattern: '^https?://' },
  'probe.pollInterval': duration,
  'probe.resources': { type: 'object' },
  'probe.affinity': { type: 'object' },
  'probe.maxUnavailable': intOrPercent,
  'server.auth': { enum: ['none', 'kubernetes'] },
  'monitoring.serviceMonitor.tlsConfig': { type: 'object' },
  'monitoring.serviceMonitor.authorization': { type: 'object' },
  'server.allowedHosts': {
    type: 'array',
    items: { type: 'string', pattern: '^(\\*|(\\*\\.)?[-A-Za-z0-9_.]+)$' },
  },
  'rbac.deletePods': { enum: ['auto', true, false] },
  'rbac.surge': { enum: ['auto', true, false] },
  'networkPolicy.apiServerCidrs': { type: 'array', minItems: 1, items: { type: 'string', pattern: '/' } },
  'networkPolicy.apiServerPorts': { type: 'array', minItems: 1, items: port },
  'monitoring.apiGroup': { enum: ['monitoring.coreos.com', 'azmonitoring.coreos.com'] },
  'monitoring.interval': duration,
};

const environment: Schema = {
  type: 'array',
  items: { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1 } } },
};

/**
 * The JSON Schema of values.yaml: every value that is there and no other. `settings` is the contract's own schema, so
 * that a wrong setting is refused before it reaches the cluster.
 */
export function valuesSchema(values: readonly ChartValue[], settings: Schema): Schema {
  const { definitions, properties } = settings;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Values of the mechanic chart',
    ...section(values, { type: 'object', additionalProperties: false, properties }),
    definitions,
  };
}

function section(values: readonly ChartValue[], settings: Schema): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      // Helm puts it there for charts that use this one.
      ...(values[0]?.path.length === 1 ? { global: { type: 'object' } } : {}),
      ...Object.fromEntries(
        values.map((value) => [
          value.path.at(-1),
          { ...(value.comment === null ? {} : { description: value.comment }), ...typeOf(value, settings) },
        ]),
      ),
    },
  };
}

function typeOf(value: ChartValue, settings: Schema): Schema {
  const name = value.path.join('.');
  if (name === 'settings') return settings;
  if (value.children) return section(value.children, settings);
  return types[name] ?? typeOfDefault(name, value.default);
}

function typeOfDefault(name: string, value: unknown): Schema {
  if (name.endsWith('.extraEnv')) return environment;
  if (Array.isArray(value)) return objects;
  if (typeof value === 'boolean' || typeof value === 'string') return { type: typeof value };
  if (typeof value === 'number') return { type: 'integer', minimum: 0 };
  if (typeof value === 'object' && value !== null) return strings;
  throw new Error(`${name}: say its type in values-schema.ts`);
}
