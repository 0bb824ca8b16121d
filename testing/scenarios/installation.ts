import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ControlPlane } from '../controlplane/index.ts';

/** The namespace of the release, as docs/install.md has it. */
export const namespace = 'mechanic';

const chart = join(import.meta.dirname, '..', '..', 'charts', 'mechanic');

/** Values of the chart, or a part of them. */
export type Values = Readonly<Record<string, unknown>>;

/** Installs or upgrades mechanic with the real helm. Returns when the objects are accepted, not when the pods are Ready. */
export async function helmUpgrade(controlPlane: ControlPlane, values: Values): Promise<void> {
  await controlPlane.helm(
    [
      'upgrade',
      'mechanic',
      chart,
      '--install',
      '--namespace',
      namespace,
      '--create-namespace',
      '--values',
      '-',
    ],
    stringify(values),
  );
}

/** Lays `over` on `base`, as helm does it: maps are merged, anything else is replaced. */
export function merge(base: Values, over: Values): Values {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isMap(below) && isMap(value) ? merge(below, value) : value;
  }
  return merged;
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
