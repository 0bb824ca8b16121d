import { SETTINGS_KEY } from '../../controller/src/decide/views/settings-map.ts';
import { SETTINGS_MAP } from './cluster-reader.ts';
import { PluginFailure } from './failure.ts';
import { type Kubectl, KubectlFailure } from './kubectl.ts';

/** On the ConfigMap while mechanic is paused: the limit as it was spelled before, `null` when the key was missing. */
const PAUSED = 'mechanic.dev/paused-limit';
const NO_LIMIT = 'null';
const ATTEMPTS = 4;

/** The settings as they are stored, and what a pause has noted beside them. */
export interface StoredSettings {
  readonly text: string;
  /** undefined: nothing is noted. null: there was no limit in the text before the pause. */
  readonly limitBefore: string | null | undefined;
}

interface SettingsObject {
  readonly metadata?: {
    readonly resourceVersion?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
}

/** Edits the ConfigMap with the settings: one key, one annotation, and only if nobody else has written meanwhile. */
export class SettingsWriter {
  readonly #kubectl: Kubectl;
  readonly #namespace: string;

  constructor(kubectl: Kubectl, namespace: string) {
    this.#kubectl = kubectl;
    this.#namespace = namespace;
  }

  /**
   * Replaces the settings by what `edit` makes of them, again if somebody else was faster; null leaves them.
   * Resolves with what `edit` returned last.
   * @throws KubectlFailure, and what `edit` throws
   */
  async edit<T extends StoredSettings>(edit: (before: StoredSettings) => T | null): Promise<T | null> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const found = await this.#read();
      const next = edit(stored(found));
      if (next === null || (await this.#write(next, found?.metadata?.resourceVersion))) return next;
    }
    throw new PluginFailure('the settings are being edited by others; try again');
  }

  /** False when somebody else was faster. */
  async #write(next: StoredSettings, resourceVersion: string | undefined): Promise<boolean> {
    try {
      if (resourceVersion === undefined) await this.#create(next);
      else await this.#patch(next, resourceVersion);
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  async #read(): Promise<SettingsObject | null> {
    try {
      const args = ['get', 'configmap', SETTINGS_MAP, `--namespace=${this.#namespace}`, '--output=json'];
      // What kubectl prints of a ConfigMap; every field that is read may be missing.
      return JSON.parse(await this.#kubectl.run(args)) as SettingsObject;
    } catch (error) {
      if (error instanceof KubectlFailure && error.reason === 'NotFound') return null;
      throw error;
    }
  }

  async #patch({ text, limitBefore }: StoredSettings, resourceVersion: string): Promise<void> {
    const patch = {
      metadata: { resourceVersion, annotations: { [PAUSED]: note(limitBefore) } },
      data: { [SETTINGS_KEY]: text },
    };
    await this.#kubectl.run([
      'patch',
      'configmap',
      SETTINGS_MAP,
      `--namespace=${this.#namespace}`,
      '--field-manager=kubectl-mechanic',
      '--type=merge',
      `--patch=${JSON.stringify(patch)}`,
    ]);
  }

  async #create({ text, limitBefore }: StoredSettings): Promise<void> {
    const limit = note(limitBefore);
    const map = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: SETTINGS_MAP,
        namespace: this.#namespace,
        ...(limit !== null && { annotations: { [PAUSED]: limit } }),
      },
      data: { [SETTINGS_KEY]: text },
    };
    const args = ['create', '--field-manager=kubectl-mechanic', '--filename=-'];
    await this.#kubectl.run(args, { input: JSON.stringify(map) });
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof KubectlFailure && (error.reason === 'Conflict' || error.reason === 'AlreadyExists');
}

function stored(found: SettingsObject | null): StoredSettings {
  const annotation = found?.metadata?.annotations?.[PAUSED];
  return {
    text: found?.data?.[SETTINGS_KEY] ?? '',
    limitBefore: annotation === NO_LIMIT ? null : annotation,
  };
}

/** In a merge patch, null takes the annotation away. */
function note(limitBefore: string | null | undefined): string | null {
  return limitBefore === null ? NO_LIMIT : (limitBefore ?? null);
}
