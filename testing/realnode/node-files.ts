import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type ControlPlane, kubeconfigFile } from '../controlplane/index.ts';
import { guestImage } from './images.ts';
import { type Place, site } from './place.ts';

/** Where a node finds what is written here, since its disk lies over /var/lib. */
const seenAt = '/var/lib/node';

/** Paths inside the node. */
export const nodeFile = (name: string): string => `${seenAt}/${name}`;

/** Writes what the programs of a node are told: containerd, CNI, kubelet, kube-proxy. */
export async function writeNodeFiles(place: Place, controlPlane: ControlPlane): Promise<void> {
  const { name } = place.fleet;
  const texts: Readonly<Record<string, string>> = {
    'containerd.toml': containerd,
    'cni/bridge.conflist': JSON.stringify(podNetwork(place)),
    'kubelet.yaml': stringify(kubelet(place)),
    'kubelet.kubeconfig': await kubeconfig(controlPlane, `system:node:${name}`, 'system:nodes'),
    'proxy.yaml': stringify(proxy(place)),
    'proxy.kubeconfig': await kubeconfig(controlPlane, 'system:kube-proxy'),
    'resolv.conf': `nameserver ${site.address}\n`,
    'ca.crt': controlPlane.authority.certificate,
  };
  await mkdir(join(place.directory, 'log'), { recursive: true });
  await mkdir(join(place.directory, 'lib/node/cni'), { recursive: true });
  for (const [file, text] of Object.entries(texts)) {
    await writeFile(join(place.directory, 'lib/node', file), text, { mode: 0o600 });
  }
}

/** How this user reaches the API server, by a certificate. */
async function kubeconfig(controlPlane: ControlPlane, user: string, group?: string): Promise<string> {
  const { server, caData, authority } = controlPlane;
  const keyPair = await authority.issueClient(user, group);
  return kubeconfigFile({ server, caData, user, keyPair });
}

const containerd = `version = 3
[plugins."io.containerd.cri.v1.images"]
  snapshotter = "overlayfs"
  [plugins."io.containerd.cri.v1.images".pinned_images]
    sandbox = "${guestImage}"
[plugins."io.containerd.cri.v1.runtime"]
  # A virtual machine may not have the right to protect its processes from the kernel's choice when memory is short.
  restrict_oom_score_adj = true
  [plugins."io.containerd.cri.v1.runtime".cni]
    bin_dirs = ["/usr/lib/cni", "/opt/cni/bin"]
    conf_dir = "${nodeFile('cni')}"
  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.nri.v1.nri"]
  disable = true
`;

function podNetwork({ podRange }: Place): object {
  const ipam = { type: 'host-local', ranges: [[{ subnet: podRange }]], routes: [{ dst: '0.0.0.0/0' }] };
  const bridge = { type: 'bridge', bridge: 'cni0', isGateway: true, hairpinMode: true, ipam };
  return { cniVersion: '1.0.0', name: 'pods', plugins: [bridge] };
}

function kubelet({ name, address, fleet }: Place): object {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address,
    providerID: fleet.options.providerID,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: nodeFile('ca.crt') },
    },
    authorization: { mode: 'Webhook' },
    clusterDNS: [site.address],
    clusterDomain: 'cluster.local',
    resolvConf: nodeFile('resolv.conf'),
    // No systemd in here, and maybe the layout of cgroups of before it.
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${name}`,
    enforceNodeAllocatable: ['pods'],
    failCgroupV1: false,
    failSwapOn: false,
    localStorageCapacityIsolation: false,
    volumePluginDir: nodeFile('volume-plugins'),
    // How full the disk of this machine is, is no matter of the node's.
    evictionHard: { 'memory.available': '50Mi', 'nodefs.available': '0%', 'imagefs.available': '0%' },
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
    maxPods: 50,
  };
}

function proxy({ fleet }: Place): object {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'iptables',
    hostnameOverride: fleet.name,
    clusterCIDR: site.range,
    clientConnection: { kubeconfig: nodeFile('proxy.kubeconfig') },
    healthzBindAddress: '127.0.0.1:10256',
    metricsBindAddress: '127.0.0.1:10249',
    // These would be settings of this machine.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
  };
}
