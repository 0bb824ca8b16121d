import type { Access, AccessReviews } from '../../cluster/access-reviews.ts';
import type { Finding } from '../../decide/check/finding.ts';

interface Right {
  readonly access: Access;
  /** What does not work without this permission. */
  readonly loss: string;
}

const core = (verb: string, resource: string, more: Partial<Access> = {}): Access => ({
  verb,
  group: '',
  resource,
  ...more,
});

/** The permissions that the chart grants to the controller, and the effect of missing each. */
function rightsIn(namespace: string): Right[] {
  const events = { namespace: 'default' };
  return [
    ...['list', 'watch'].map((verb) => ({ access: core(verb, 'nodes'), loss: 'no event is seen' })),
    { access: core('patch', 'nodes'), loss: 'no node can be cordoned' },
    ...['list', 'watch'].map((verb) => ({ access: core(verb, 'pods'), loss: 'no node can be emptied' })),
    { access: core('create', 'pods', { subresource: 'eviction' }), loss: 'no pod can be evicted' },
    {
      access: { verb: 'list', group: 'policy', resource: 'poddisruptionbudgets' },
      loss: 'it is not known which budget holds a pod',
    },
    {
      access: { verb: 'get', group: 'apps', resource: 'daemonsets' },
      loss: 'pods whose DaemonSet is gone hold up a drain',
    },
    { access: core('create', 'events', events), loss: 'nothing is said on Nodes' },
    { access: core('create', 'configmaps', { namespace }), loss: 'the history is forgotten' },
  ];
}

/** Permissions that the controller does not have. Permissions that could not be checked are not listed. */
export async function refusedRights(
  reviews: Pick<AccessReviews, 'allowed'>,
  namespace: string,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { access, loss } of rightsIn(namespace)) {
    if ((await reviews.allowed(access)) !== false) continue;
    const { verb, resource, subresource, namespace: where } = access;
    const what = `${resource}${subresource === undefined ? '' : `/${subresource}`}`;
    findings.push({
      severity: 'error',
      kind: 'not-permitted',
      object: 'ServiceAccount mechanic-controller',
      why: `it may not ${verb} ${what}${where === undefined ? '' : ` in ${where}`}: ${loss}`,
      cure: 'bind the roles of the chart again (rbac.create)',
    });
  }
  return findings;
}
