import { type JsonObject, member } from './json.ts';
import type { WorkloadObject } from './objects.ts';
import { badRequest, conflict, invalid } from './refusal.ts';
import type { Resource } from './resources.ts';

/** The scale of a workload, as its subresource shows it. */
export function scaleOf({ metadata, spec = {}, status = {} }: WorkloadObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const labels = Object.entries(spec.selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec.replicas ?? 0 },
    status: { replicas: Number(status.replicas ?? 0), selector: labels.sort().join(',') },
  };
}

/**
 * The workload as a new scale asks for it.
 * @throws Refusal 422 when the number makes no sense, 409 for the scale of another workload
 */
export function scaled(resource: Resource, workload: WorkloadObject, scale: JsonObject): JsonObject {
  const { name, uid, resourceVersion } = member(scale, 'metadata');
  const { replicas = 0 } = member(scale, 'spec');
  if (typeof replicas !== 'number') throw badRequest('Scale in version "v1" cannot be handled as a Scale');
  if (replicas < 0) {
    const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
    throw invalid({ ...resource, kind: 'Scale', group: 'autoscaling' }, String(name), [
      { reason: 'FieldValueInvalid', message, field: 'spec.replicas' },
    ]);
  }
  if (typeof uid === 'string' && uid !== '' && uid !== workload.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${workload.metadata.uid}`;
    throw conflict({ ...resource, name: `${resource.name}/scale` }, workload.metadata.name, why);
  }
  const metadata = { ...workload.metadata, name, uid, resourceVersion };
  return { ...workload, metadata, spec: { ...workload.spec, replicas } };
}
