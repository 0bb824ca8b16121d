import { describe, expect, it } from '@jest/globals';
import type { V1Pod } from '@kubernetes/client-node';
import { memoryOf } from './cgroups.ts';
import { figure } from './figures.ts';
import { namespace } from './real-cluster.ts';
import { longest, useRealNodes } from './suite.ts';
import { createGuests } from './workloads.ts';

const suite = useRealNodes();

const minutes = 60_000;
const mebibyte = 1024 * 1024;

/** The account's token, as the kubelet gives it to every pod, but with the shortest life that Kubernetes allows. */
const shortToken = {
  name: 'token',
  projected: {
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 600 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
        },
      },
    ],
  },
};

/** Gives the pods of a part of mechanic that token. */
async function shortenTokens(kind: string, name: string, container: string): Promise<void> {
  const mount = { name: 'token', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true };
  const spec = {
    automountServiceAccountToken: false,
    volumes: [shortToken],
    containers: [{ name: container, volumeMounts: [mount] }],
  };
  const patch = JSON.stringify({ spec: { template: { spec } } });
  await suite.real.kubectl('patch', kind, name, '--namespace', namespace, '--patch', patch);
  await suite.real.kubectl(
    'rollout',
    'status',
    `${kind}/${name}`,
    '--namespace',
    namespace,
    '--timeout=300s',
  );
}

/** When the pod of mechanic that was started last was. */
async function youngest(): Promise<number> {
  const pods = await suite.real.pods();
  return Math.max(...pods.map(({ status }) => status?.startTime?.getTime() ?? Infinity));
}

/** A pod of mechanic uses less memory than it asks for, and never came near what it may have. */
function expectModest(pod: V1Pod): void {
  const part = pod.metadata?.labels?.['app.kubernetes.io/component'] ?? '';
  const { workingSet, limit, peak } = memoryOf(suite.real.processOf(pod));
  const request = Number.parseInt(pod.spec?.containers[0]?.resources?.requests?.memory ?? '', 10);
  const [now, most, at] = [workingSet, peak, limit].map((bytes) => Math.round(bytes / mebibyte));
  figure(
    `memory of a ${part} after 5 min (asks for ${request} MiB, may have ${at})`,
    `${now} MiB, at most ${most}`,
  );
  expect(workingSet / mebibyte).toBeLessThan(request);
  expect(peak).toBeLessThan(limit);
}

describe('mechanic on real nodes, for a while', () => {
  it(
    'needs less memory than it asks for after 5 minutes, and goes on with new tokens when the old ones expire',
    async () => {
      const { real } = suite;
      await shortenTokens('deployment', 'mechanic-controller', 'controller');
      await shortenTokens('daemonset', 'mechanic-probe', 'probe');
      const started = await youngest();

      const lasting = { timeout: 15 * minutes, interval: 1_000 };
      await real.eventually('five minutes of every pod', () => Date.now() - started > 5 * minutes, lasting);
      for (const pod of await real.pods()) expectModest(pod);

      // A token lives ten minutes and is replaced after eight.
      await real.eventually('the first tokens to expire', () => Date.now() - started > 11 * minutes, lasting);
      const [name = ''] = real.names;
      await createGuests(real, { name: 'web', replicas: 3 });
      const since = new Date();
      const event = real.schedule(name, 'Redeploy');
      await real.untilPhase(name, 'Drained');
      real.imds.finish(event);
      await real.untilIdle(name);
      const pods = await real.pods();
      expect(pods.map(({ status }) => status?.containerStatuses?.[0]?.restartCount)).toEqual([0, 0, 0, 0]);
      // A token that is over belongs to nobody, so refusals are looked for among everybody's requests.
      const { auditLog } = real.controlPlane;
      expect(await auditLog.entries({ code: 401 })).toEqual([]);
      for (const account of ['mechanic-controller', 'mechanic-probe']) {
        const user = `system:serviceaccount:${namespace}:${account}`;
        expect(await auditLog.entries({ user, verb: 'patch', code: 200, since })).not.toEqual([]);
      }
      await real.kubectl('rollout', 'undo', 'deployment/mechanic-controller', '--namespace', namespace);
      await real.kubectl('rollout', 'undo', 'daemonset/mechanic-probe', '--namespace', namespace);
    },
    2 * longest,
  );
});
