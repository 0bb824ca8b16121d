export { Authority, type KeyPair } from './authority.ts';
export type { Component } from './components.ts';
export { ControlPlane, type ControlPlaneOptions } from './controlplane.ts';
export { type Access, kubeConfig, kubeconfigFile } from './kubeconfig.ts';
export { Port } from './port.ts';
export { type Exit, Process, type ProcessOptions } from './process.ts';
export { type Tool, Toolbox } from './tools.ts';
export { waitFor, type WaitOptions } from './wait.ts';
