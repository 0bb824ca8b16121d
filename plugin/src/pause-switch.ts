import { PAUSED } from '@mechanic/contract';
import { SETTINGS_MAP } from './cluster-reader.ts';
import { type Kubectl, KubectlFailure } from './kubectl.ts';

/** Pauses mechanic by an annotation on its ConfigMap. All methods throw KubectlFailure. */
export class PauseSwitch {
  readonly #kubectl: Kubectl;
  readonly #namespace: string;

  constructor(kubectl: Kubectl, namespace: string) {
    this.#kubectl = kubectl;
    this.#namespace = namespace;
  }

  async isOn(): Promise<boolean> {
    const args = ['get', 'configmap', SETTINGS_MAP, `--namespace=${this.#namespace}`, '--output=json'];
    try {
      // kubectl prints a ConfigMap, in which every field that is read may be missing.
      const { metadata } = JSON.parse(await this.#kubectl.run(args)) as {
        readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
      };
      return metadata?.annotations?.[PAUSED] === 'true';
    } catch (error) {
      if (isFor(error, 'NotFound')) return false;
      throw error;
    }
  }

  /** Creates the ConfigMap if it is missing. */
  async turnOn(): Promise<void> {
    try {
      await this.#annotate('true');
    } catch (error) {
      if (!isFor(error, 'NotFound')) throw error;
      await this.#create();
    }
  }

  async turnOff(): Promise<void> {
    await this.#annotate(null);
  }

  /** In a merge patch, null removes the annotation. */
  async #annotate(value: string | null): Promise<void> {
    const patch = { metadata: { annotations: { [PAUSED]: value } } };
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

  async #create(): Promise<void> {
    const metadata = { name: SETTINGS_MAP, namespace: this.#namespace, annotations: { [PAUSED]: 'true' } };
    const input = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
    try {
      await this.#kubectl.run(['create', '--field-manager=kubectl-mechanic', '--filename=-'], { input });
    } catch (error) {
      if (!isFor(error, 'AlreadyExists')) throw error;
      await this.#annotate('true');
    }
  }
}

function isFor(error: unknown, reason: string): boolean {
  return error instanceof KubectlFailure && error.reason === reason;
}
