import type { V1OwnerReference } from '@kubernetes/client-node';

/**
 * The ServiceAccount of a pod's token, as the owner of what we create in its namespace. Kubernetes deletes owned objects
 * with the ServiceAccount, that is, when mechanic is uninstalled by whatever means.
 * @returns null when the token names none, or one of another namespace: then the objects have no owner
 */
export function ownerOf(token: string, namespace: string): V1OwnerReference | null {
  const account = accountOf(token);
  if (account?.namespace !== namespace) return null;
  return { apiVersion: 'v1', kind: 'ServiceAccount', name: account.name, uid: account.uid };
}

function accountOf(token: string): { namespace: string; name: string; uid: string } | null {
  const claims = field(decode(token.split('.')[1] ?? ''), 'kubernetes.io');
  const account = field(claims, 'serviceaccount');
  const [namespace, name, uid] = [field(claims, 'namespace'), field(account, 'name'), field(account, 'uid')];
  const complete = typeof namespace === 'string' && typeof name === 'string' && typeof uid === 'string';
  return complete ? { namespace, name, uid } : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return null;
  }
}
