import { KubeConfig } from '@kubernetes/client-node';
import type { KeyPair } from './authority.ts';

export interface Access {
  /** https://host:port */
  readonly server: string;
  /** The API server's root certificate, PEM in base64, as a kubeconfig holds it. */
  readonly caData: string;
  readonly user: string;
  readonly token: string;
}

/** Access with a client certificate instead of a token. */
export type CertificateAccess = Omit<Access, 'token'> & { readonly keyPair: KeyPair };

/** A kubeconfig file for one user, as JSON, which every reader of kubeconfigs accepts. */
export function kubeconfigFile(access: Access | CertificateAccess): string {
  const { server, caData, user } = access;
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': caData } }],
    users: [{ name: user, user: credentials(access) }],
    contexts: [{ name: 'test', context: { cluster: 'test', user } }],
    'current-context': 'test',
  });
}

function credentials(access: Access | CertificateAccess): Record<string, string> {
  if ('token' in access) return { token: access.token };
  const { certificate, privateKey } = access.keyPair;
  const base64 = (pem: string): string => Buffer.from(pem).toString('base64');
  return { 'client-certificate-data': base64(certificate), 'client-key-data': base64(privateKey) };
}

/** Like `kubeconfigFile`, for @kubernetes/client-node. */
export function kubeConfig(access: Access): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(kubeconfigFile(access));
  return config;
}
