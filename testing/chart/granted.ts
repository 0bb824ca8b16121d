import type { AuditEntry } from '../controlplane/index.ts';
import type { Manifest } from './manifest.ts';

/** One verb on one resource that a rule of the chart grants to a ServiceAccount. */
export interface Grant {
  readonly account: string;
  /** Empty: in the whole cluster. */
  readonly namespace: string;
  /** With the subresource, e.g. `pods/eviction`. */
  readonly resource: string;
  readonly verb: string;
}

interface Rule {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Everything that the roles of the chart grant. Each is bound to the account whose name it begins with. */
export function grants(manifests: readonly Manifest[]): Grant[] {
  return manifests
    .filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole')
    .flatMap(({ metadata, rules }) =>
      // Rendered by our own chart.
      (rules as readonly Rule[]).flatMap(({ resources, verbs }) =>
        resources.flatMap((resource) =>
          verbs.map((verb) => ({
            account: metadata.name.replace(/-events$/, ''),
            namespace: metadata.namespace ?? '',
            resource,
            verb,
          })),
        ),
      ),
    );
}

/** Whether any of these requests needed the grant. */
export function isUsed(grant: Grant, requests: readonly AuditEntry[]): boolean {
  return requests.some(
    ({ user, namespace, resource, subresource, verb, code }) =>
      code < 400 &&
      user.endsWith(`:${grant.account}`) &&
      (grant.namespace === '' || grant.namespace === namespace) &&
      grant.resource === (subresource === '' ? resource : `${resource}/${subresource}`) &&
      grant.verb === verb,
  );
}

export function describeGrant({ account, namespace, resource, verb }: Grant): string {
  return `${account} may ${verb} ${resource}${namespace === '' ? '' : ` in ${namespace}`}`;
}
