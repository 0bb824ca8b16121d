import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';

/** Where the API server is and who we are there. */
export type KubeConfigSource =
  | { readonly kind: 'file'; readonly path: string }
  /** Inside a cluster: `directory` holds `token` and `ca.crt`. */
  | {
      readonly kind: 'service-account';
      readonly host: string;
      readonly port: string;
      readonly directory: string;
    };

/**
 * Loads the configuration. Credentials stay in their files and are read again, since they rotate.
 * @throws Error when the file cannot be read or is no kubeconfig
 */
export function loadKubeConfig(source: KubeConfigSource): KubeConfig {
  const kubeConfig = new KubeConfig();
  if (source.kind === 'file') {
    kubeConfig.loadFromFile(source.path);
    return kubeConfig;
  }
  const host = source.host.includes(':') ? `[${source.host}]` : source.host;
  const cluster = {
    name: 'cluster',
    server: `https://${host}:${source.port}`,
    caFile: join(source.directory, 'ca.crt'),
    skipTLSVerify: false,
  };
  const tokenFile = join(source.directory, 'token');
  const user = { name: 'service-account', authProvider: { name: 'tokenFile', config: { tokenFile } } };
  kubeConfig.loadFromClusterAndUser(cluster, user);
  return kubeConfig;
}
