import type { V1Container, V1EnvVar } from '@kubernetes/client-node';
import { join } from 'node:path';
import type { PodView } from './pod-view.ts';

/** What replaces the image and the network of a pod on this machine. */
export interface Surroundings {
  /** The pod's own loopback address. */
  readonly address: string;
  readonly apiServer: { readonly host: string; readonly port: string };
  /** Directories that stand for the container's mounts: path in the container to path on this machine. */
  readonly mounts: ReadonlyMap<string, string>;
  /** The directory for /app in the images: the root of the built repository. */
  readonly application: string;
  /** The program that the images call `node`. */
  readonly node: string;
}

export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const serviceAccountMount = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The process for a container of the pod. Throws on anything that a local process cannot have. */
export function commandLine(pod: PodView, container: V1Container, surroundings: Surroundings): CommandLine {
  const declared = environment(pod, container, surroundings);
  const words = [...(container.command ?? []), ...(container.args ?? [])].map((word) =>
    localPath(expand(word, declared), surroundings),
  );
  const [program, ...args] = words;
  if (!program) {
    throw new Error(`container ${container.name}: no command; a local process cannot take it from an image`);
  }
  return {
    command: /(^|\/)node$/.test(program) ? surroundings.node : program,
    args,
    env: { PATH: '/usr/bin:/bin', ...declared, ...localOverrides(container, declared, surroundings) },
  };
}

function environment(
  pod: PodView,
  container: V1Container,
  { address, apiServer }: Surroundings,
): Record<string, string> {
  const env: Record<string, string> = {
    HOSTNAME: pod.name,
    KUBERNETES_SERVICE_HOST: apiServer.host,
    KUBERNETES_SERVICE_PORT: apiServer.port,
  };
  for (const variable of container.env ?? []) env[variable.name] = valueOf(variable, pod, address, env);
  return env;
}

function valueOf(
  variable: V1EnvVar,
  pod: PodView,
  address: string,
  env: Readonly<Record<string, string>>,
): string {
  if (!variable.valueFrom) return expand(variable.value ?? '', env);
  const path = variable.valueFrom.fieldRef?.fieldPath;
  const value = path === undefined ? undefined : field(path, pod, address);
  if (value === undefined) {
    throw new Error(`environment variable ${variable.name}: its source is not known to this kubelet`);
  }
  return value;
}

function field(path: string, pod: PodView, address: string): string | undefined {
  const key = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (key) return metadataValue(pod, key[1], key[2]);
  const fields: Readonly<Record<string, string>> = {
    'metadata.name': pod.name,
    'metadata.namespace': pod.namespace,
    'metadata.uid': pod.uid,
    'spec.nodeName': pod.nodeName,
    'spec.serviceAccountName': pod.serviceAccount,
    'status.podIP': address,
    'status.hostIP': '127.0.0.1',
  };
  return fields[path];
}

function metadataValue(pod: PodView, kind = '', key = ''): string {
  const { labels, annotations } = pod.source.metadata ?? {};
  return (kind === 'labels' ? labels : annotations)?.[key] ?? '';
}

/** Replaces `$(NAME)` by the value of a known variable and `$$(NAME)` by the text `$(NAME)`; anything else stays. */
function expand(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$(\$?)\(([\w.-]+)\)/g, (whole, escaped: string, name: string) =>
    escaped ? whole.slice(1) : (env[name] ?? whole),
  );
}

function localPath(path: string, { application, mounts }: Surroundings): string {
  for (const [inContainer, here] of mounts) {
    if (path === inContainer || path.startsWith(`${inContainer}/`))
      return here + path.slice(inContainer.length);
  }
  return path.startsWith('/app/') ? join(application, path.slice('/app/'.length)) : path;
}

/** A process has neither mounts nor its own network; these variables tell our programs where both are. */
function localOverrides(
  container: V1Container,
  env: Readonly<Record<string, string>>,
  surroundings: Surroundings,
): Record<string, string> {
  const directory = surroundings.mounts.get(serviceAccountMount);
  const port = portOf(env.MECHANIC_LISTEN) ?? container.ports?.[0]?.containerPort.toString();
  const healthPort = portOf(env.MECHANIC_HEALTH_LISTEN);
  return {
    ...(directory && { MECHANIC_SERVICEACCOUNT_DIR: directory }),
    ...Object.fromEntries(
      Object.entries(env).map(([name, value]) => [name, localPath(value, surroundings)] as const),
    ),
    ...(port && { MECHANIC_LISTEN: `${surroundings.address}:${port}` }),
    ...(healthPort && { MECHANIC_HEALTH_LISTEN: `${surroundings.address}:${healthPort}` }),
  };
}

function portOf(variable: string | undefined): string | undefined {
  return /:(\d+)$/.exec(variable ?? '')?.[1];
}
