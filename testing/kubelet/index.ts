export type { RestartBackoff } from './container.ts';
export { type KubeletOptions, LocalKubelet } from './kubelet.ts';
export type { LocalPod } from './local-pod.ts';
