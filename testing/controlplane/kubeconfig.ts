import { KubeConfig } from '@kubernetes/client-node';

export interface Access {
  /** https://host:port */
  readonly server: string;
  /** The API server's root certificate, PEM in base64, as a kubeconfig holds it. */
  readonly caData: string;
  readonly user: string;
  readonly token: string;
}

/** A kubeconfig file for one user, as JSON, which every reader of kubeconfigs accepts. */
export function kubeconfigFile({ server, caData, user, token }: Access): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': caData } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user } }],
    'current-context': 'test',
  });
}

/** The same for @kubernetes/client-node. */
export function kubeConfig(access: Access): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(kubeconfigFile(access));
  return config;
}
