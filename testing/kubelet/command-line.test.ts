import { describe, expect, it } from '@jest/globals';
import type { V1Container, V1EnvVar, V1Pod } from '@kubernetes/client-node';
import { commandLine, type Surroundings } from './command-line.ts';
import { type PodView, podView } from './pod-view.ts';

const surroundings: Surroundings = {
  address: '127.1.2.3',
  apiServer: { host: '127.0.0.1', port: '6443' },
  mounts: new Map([['/var/run/secrets/kubernetes.io/serviceaccount', '/tmp/token']]),
  application: '/repository',
  node: '/usr/bin/node24',
};

function run(container: Partial<V1Container>): ReturnType<typeof commandLine> {
  return commandLine(pod, { name: 'main', command: ['node'], ...container }, surroundings);
}

const source: V1Pod = {
  metadata: { name: 'p', namespace: 'ns', uid: 'u', labels: { team: 'blue' } },
  spec: { nodeName: 'n1', containers: [] },
};
const pod = bound(source);

function bound(of: V1Pod): PodView {
  const view = podView(of);
  if (!view) throw new Error('not bound to a node');
  return view;
}

describe('the command line of a container', () => {
  it('replaces node and /app of the image by those of this machine', () => {
    expect(run({ args: ['--flag', '/app/probe/dist/main.cjs'] })).toMatchObject({
      command: '/usr/bin/node24',
      args: ['--flag', '/repository/probe/dist/main.cjs'],
    });
  });

  it('listens on the address of the pod, on the port of its settings or else of its spec', () => {
    const ports = [{ containerPort: 8081 }];
    expect(run({ ports }).env.MECHANIC_LISTEN).toBe('127.1.2.3:8081');
    const env = [{ name: 'MECHANIC_LISTEN', value: ':9090' }];
    expect(run({ ports, env }).env.MECHANIC_LISTEN).toBe('127.1.2.3:9090');
    const health = [{ name: 'MECHANIC_HEALTH_LISTEN', value: ':9091' }];
    expect(run({ ports, env: health }).env.MECHANIC_HEALTH_LISTEN).toBe('127.1.2.3:9091');
  });

  it('has variables from fields of the pod and from earlier variables', () => {
    const field = (name: string, fieldPath: string): V1EnvVar => ({
      name,
      valueFrom: { fieldRef: { fieldPath } },
    });
    const { env } = run({
      env: [
        field('NODE', 'spec.nodeName'),
        field('TEAM', "metadata.labels['team']"),
        { name: 'BOTH', value: '$(NODE)/$(TEAM)/$(LATER)/$$(NODE)' },
        { name: 'LATER', value: 'x' },
      ],
    });
    expect(env).toMatchObject({ NODE: 'n1', TEAM: 'blue', BOTH: 'n1/blue/$(LATER)/$(NODE)' });
  });

  it('finds the service account and the API server', () => {
    expect(run({}).env).toMatchObject({
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: '6443',
      MECHANIC_SERVICEACCOUNT_DIR: '/tmp/token',
    });
  });

  it('is refused when a variable has a source that this kubelet cannot read', () => {
    const env = [{ name: 'X', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }];
    expect(() => run({ env })).toThrow('environment variable X');
  });
});
