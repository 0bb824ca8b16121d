import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ControlPlane, waitFor } from '../controlplane/index.ts';
import { type Manifest, readManifests } from './manifest.ts';

const repository = join(import.meta.dirname, '..', '..');
const chart = join(repository, 'charts/mechanic');
const examples = readdirSync(join(chart, 'examples')).sort();
const labels = {
  'app.kubernetes.io/name': 'mechanic',
  'app.kubernetes.io/managed-by': 'Helm',
  'app.kubernetes.io/instance': 'mechanic',
};

let controlPlane: ControlPlane;
beforeAll(async () => {
  controlPlane = await ControlPlane.start({ components: ['kube-controller-manager'], audit: false });
  await controlPlane.kubectl(['apply', '-f', join(import.meta.dirname, 'monitoring-crds.yaml')]);
  await controlPlane.cluster.createNamespace('mechanic');
  await waitFor('the kinds of Prometheus Operator', async () => {
    const kinds = await controlPlane.kubectl([
      'api-resources',
      '--api-group=monitoring.coreos.com',
      '-o=name',
    ]);
    return kinds.trim().split('\n').length === 3;
  });
});
afterAll(() => controlPlane.stop());

function render(...args: string[]): Promise<string> {
  return controlPlane.helm(['template', 'mechanic', chart, '--namespace', 'mechanic', ...args]);
}

async function objects(...args: string[]): Promise<Manifest[]> {
  return readManifests(await render(...args));
}

describe('the chart', () => {
  it('passes helm lint --strict with defaults and with every example', async () => {
    const args = ['lint', '--strict', '--quiet', chart];
    for (const example of [[], ...examples.map((name) => ['--values', join(chart, 'examples', name)])]) {
      await expect(controlPlane.helm([...args, ...example])).resolves.not.toContain('[ERROR]');
    }
  });

  it.each(['defaults', ...examples])('renders with %s what the API server accepts', async (name) => {
    const rendered = await render(
      ...(name === 'defaults' ? [] : ['--values', join(chart, 'examples', name)]),
    );
    const apply = ['apply', '--server-side', '--dry-run=server', '--validate=strict', '-f', '-'];
    const accepted = await controlPlane.kubectl(apply, rendered);
    expect(accepted.trim().split('\n')).toHaveLength(readManifests(rendered).length);
  });

  it('lets a program start before it is asked whether it lives or is ready, so that no start gives a Warning', async () => {
    const programs = (await objects()).filter(({ kind }) => kind === 'Deployment' || kind === 'DaemonSet');
    expect(programs).toHaveLength(2);
    for (const { spec } of programs) {
      // As Kubernetes has it.
      const { template } = spec as { template: { spec: { containers: Record<string, unknown>[] } } };
      expect(template.spec.containers).toMatchObject([
        { startupProbe: { httpGet: { path: '/healthz' }, initialDelaySeconds: 3 } },
      ]);
      for (const check of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
        expect(template.spec.containers[0]?.[check]).toMatchObject({ httpGet: { port: 'health' } });
      }
      expect(template.spec.containers[0]?.livenessProbe).not.toHaveProperty('initialDelaySeconds');
    }
  });

  describe('after its installation', () => {
    const notes = async (...values: string[]): Promise<string> => {
      const set = values.flatMap((value) => ['--set', value]);
      const args = ['install', 'mechanic', chart, '--namespace', 'mechanic', '--dry-run=client', ...set];
      return (await controlPlane.helm(args)).split('\nNOTES:\n')[1] ?? '';
    };

    it('tells what mechanic does unless told otherwise', async () => {
      const text = await notes();
      expect(text).toContain('It drains at most 1 node at once.');
      expect(text).toMatch(/ events +preempt, terminate, redeploy, reboot, liveMigration\n/);
      expect(text).not.toContain('conditions');
      expect(text).toContain('Switched on by these values:\n  nothing beyond the defaults\n');
    });

    it('speaks of what the values switch on and off, in either spelling', async () => {
      const text = await notes(
        'settings.maxConcurrentDrains=10%,settings.drain.onDeadline=delete,settings.acknowledgeEvents=true',
        'settings.vmEvents.freeze=true,settings.vmEvents.reboot=false,settings.optional.fsCorrupt=true',
        'settings.conditions[0].type=GPUMissing,monitoring.podMonitor.enabled=true,networkPolicy.enabled=true',
      );
      expect(text).toContain('It drains at most 10% of the nodes at once.');
      expect(text).toMatch(/ events +preempt, terminate, redeploy, freeze, liveMigration\n/);
      expect(text).toMatch(/ conditions +fsCorrupt, GPUMissing\n/);
      for (const on of [
        'drain.onDeadline: delete',
        'acknowledgeEvents',
        'NetworkPolicies',
        'monitoring.podMonitor',
      ]) {
        expect(text).toContain(`  ${on}`);
      }
      expect(text).not.toContain('nothing beyond the defaults');
    });

    it('says when nothing will be drained, and when no probe reads events', async () => {
      expect(await notes('settings.maxConcurrentDrains=0')).toContain('Paused: ');
      expect(await notes('settings.dryRun=true')).toContain('Dry run: ');
      const blind = await notes('probe.enabled=false', 'settings.acknowledgeEvents=true');
      expect(blind).toContain('node conditions alone');
      expect(blind).not.toContain('acknowledgeEvents');
    });
  });

  it('labels every object', async () => {
    for (const { metadata } of await objects('--values', join(chart, 'examples/monitoring.yaml'))) {
      expect(metadata.labels).toMatchObject(labels);
    }
  });

  it('uses the same names whatever the release is called', async () => {
    const names = (manifests: Manifest[]): string[] =>
      manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
    const other = await controlPlane.helm(['template', 'other-name', chart, '--namespace', 'elsewhere']);
    expect(names(readManifests(other))).toEqual(names(await objects()));
  });

  it('renders nothing into a namespace that is neither the release’s nor the one where Events on Nodes live', async () => {
    const namespaces = (await objects()).map(({ metadata }) => metadata.namespace);
    expect(new Set(namespaces)).toEqual(new Set([undefined, 'mechanic', 'default']));
  });

  it('lets an entry of extraEnv replace its own of the same name', async () => {
    const text = await render(
      '--set',
      'probe.extraEnv[0].name=MECHANIC_LISTEN,probe.extraEnv[0].value=:9999',
    );
    expect(text.match(/name: MECHANIC_LISTEN/g)).toHaveLength(2); // controller and probe
    expect(text).toContain('value: :9999');
  });

  it('tells the controller more names under which it is reached', async () => {
    const hosts = ['--set', 'server.allowedHosts={mechanic.example.com,*.corp.example.com}'];
    expect(await render(...hosts)).toContain('value: mechanic.example.com,*.corp.example.com');
  });

  it.each([
    ['server.allowedHosts={https://mechanic.example.com}', '/server/allowedHosts/0'],
    ['controller.healthPort=8080', 'a port of its own'],
    ['settings.maxConcurrentDrains=many', '/settings/maxConcurrentDrains'],
    ['settings.maxConcurrentDrain=1', 'maxConcurrentDrain'],
    ['settings.drain.onDeadline=force', '/settings/drain/onDeadline'],
    ['controller.lease.duration=fast', '/controller/lease/duration'],
    ['probe.image.digest=sha256:short', '/probe/image/digest'],
    ['replicas=3', 'replicas'],
    ['profile=azure', '/profile'],
  ])('refuses %s and says where', async (wrong, where) => {
    await expect(render('--set', wrong)).rejects.toThrow(where);
  });

  it('has files of config/ that are up to date', async () => {
    const { runCommand } = await import('../controlplane/index.ts');
    const args = ['testing/controlplane/with-tool.ts', 'helm', 'charts/generate-config.ts', '--check'].map(
      (arg) => (arg.endsWith('.ts') ? join(repository, arg) : arg),
    );
    const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
    await expect(runCommand({ command: process.execPath, args, env })).resolves.toBe('');
  });
});

describe('networkPolicy', () => {
  interface Rule {
    readonly to?: readonly { readonly ipBlock?: { readonly cidr: string } }[];
    readonly from?: readonly unknown[];
    readonly ports: readonly { readonly port: number | string }[];
  }
  interface Policy {
    readonly name: string;
    readonly types: readonly string[];
    readonly ingress: readonly Rule[];
    readonly egress: readonly Rule[];
  }

  async function policies(...values: string[]): Promise<Policy[]> {
    const set = ['networkPolicy.enabled=true', ...values].flatMap((value) => ['--set', value]);
    return (await objects(...set))
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .map(({ metadata, spec }) => {
        // As Kubernetes has it.
        const {
          policyTypes,
          ingress = [],
          egress = [],
        } = spec as {
          policyTypes: string[];
          ingress?: Rule[];
          egress?: Rule[];
        };
        return { name: metadata.name, types: policyTypes, ingress, egress };
      });
  }

  const cidrs = ({ egress }: Policy): string[] =>
    egress.flatMap(({ to = [] }) => to.flatMap(({ ipBlock }) => ipBlock?.cidr ?? []));
  const toDns = ({ egress }: Policy): Rule[] =>
    egress.filter(({ ports }) => ports.some(({ port }) => port === 53));

  it('names no address of IPv6 by default, and lets nothing out to everywhere but for the API server', async () => {
    const [controller, probe, ...more] = await policies();
    expect(more).toEqual([]);
    expect([controller, probe].map((policy) => policy && cidrs(policy))).toEqual([
      ['0.0.0.0/0'],
      ['0.0.0.0/0', '169.254.169.254/32'],
    ]);
    for (const { egress } of [controller, probe].flatMap((policy) => policy ?? [])) {
      for (const { to } of egress) expect(to?.length).toBeGreaterThan(0);
    }
  });

  it('lets names be asked for at the DNS of the cluster alone, and nowhere when there is none', async () => {
    for (const policy of await policies()) {
      const dns = {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      };
      expect(toDns(policy).map(({ to }) => to)).toEqual([[dns]]);
    }
    for (const policy of await policies('networkPolicy.dns=null')) expect(toDns(policy)).toEqual([]);
  });

  it('puts addresses of IPv6 into policies of their own', async () => {
    const found = await policies('networkPolicy.apiServerCidrs={10.1.0.0/16,fd00::/8}');
    expect(found.map((policy) => [policy.name, policy.types, cidrs(policy)])).toEqual([
      ['mechanic-controller', ['Ingress', 'Egress'], ['10.1.0.0/16']],
      ['mechanic-controller-ipv6', ['Egress'], ['fd00::/8']],
      ['mechanic-probe', ['Ingress', 'Egress'], ['10.1.0.0/16', '169.254.169.254/32']],
      ['mechanic-probe-ipv6', ['Egress'], ['fd00::/8']],
    ]);
  });

  it('lets out to no other address of IPv4 when the API server has none', async () => {
    const [controller] = await policies('networkPolicy.apiServerCidrs={fd00::/8}');
    expect(controller?.egress.map(({ ports }) => ports.map(({ port }) => port))).toEqual([[53, 53]]);
  });

  it('lets helm test in beside those whom metricsFrom names, to the port of metrics alone', async () => {
    const from = 'networkPolicy.metricsFrom[0].namespaceSelector.matchLabels.team=monitoring';
    for (const { name, ingress } of (await policies(from)).filter(({ ingress: rules }) => rules.length > 0)) {
      expect([name, ingress]).toEqual([
        name,
        [
          {
            ports: [{ port: 'http' }],
            from: [
              { namespaceSelector: { matchLabels: { team: 'monitoring' } } },
              {
                podSelector: {
                  matchLabels: {
                    'app.kubernetes.io/name': 'mechanic',
                    'app.kubernetes.io/component': 'test',
                  },
                },
              },
            ],
          },
        ],
      ]);
    }
  });
});

describe('profile: automatic', () => {
  const automatic = ['--set', 'profile=automatic'];

  it('requests at least what Deployment Safeguards would raise requests to', async () => {
    const text = await render(...automatic, '--set', 'probe.resources.requests.memory=32Mi');
    expect(text.match(/cpu: 100m/g)?.length).toBeGreaterThanOrEqual(2);
    expect(text).not.toMatch(/memory: (32|64)Mi/);
  });

  it('tolerates no taint by wildcard, but those that nodes with maintenance carry', async () => {
    const daemonSet = (await objects(...automatic)).find(({ kind }) => kind === 'DaemonSet');
    const tolerations = /"tolerations":(\[.*?\])/.exec(JSON.stringify(daemonSet?.spec))?.[1] ?? '';
    // What was just matched is a JSON list of tolerations.
    for (const toleration of JSON.parse(tolerations) as unknown[]) expect(toleration).toHaveProperty('key');
    expect(tolerations).toContain('kubernetes.azure.com/scalesetpriority');
  });

  it('gives every container both probes, no host access, and images with a tag that says something', async () => {
    const text = await render(...automatic);
    const specs = (await objects(...automatic)).filter(({ kind }) =>
      ['DaemonSet', 'Deployment'].includes(kind),
    );
    expect(specs).toHaveLength(2);
    for (const { spec } of specs) {
      expect(JSON.stringify(spec)).toContain('"livenessProbe"');
      expect(JSON.stringify(spec)).toContain('"readinessProbe"');
    }
    expect(text).not.toMatch(/hostNetwork|hostPath|hostPort|privileged|:latest/);
  });

  it.each([
    ['probe.hostNetwork=true', 'hostNetwork'],
    ['image.tag=latest', 'latest'],
  ])('does not go with %s, and says why', async (wrong, why) => {
    await expect(render(...automatic, '--set', wrong)).rejects.toThrow(why);
  });
});

describe('examples and files', () => {
  it('has roles for people that the API server accepts', async () => {
    const file = join(repository, 'config/samples/people.yaml');
    const accepted = await controlPlane.kubectl([
      'apply',
      '--dry-run=server',
      '--validate=strict',
      '-f',
      file,
    ]);
    expect(accepted.match(/^role.rbac.*created/gm)).toHaveLength(2);
  });

  it('has an explanation at the top of each example', () => {
    for (const name of examples) expect(readFileSync(join(chart, 'examples', name), 'utf8')).toMatch(/^# \S/);
  });
});
