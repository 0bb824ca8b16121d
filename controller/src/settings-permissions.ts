import type { Settings } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { Access, AccessReviews } from './cluster/access-reviews.ts';

/** A permission that a setting needs and that the controller does not always have. */
interface Demand {
  readonly access: Access;
  /** The warning when the permission is refused. */
  readonly warning: string;
}

export interface SettingsPermissionsParts {
  readonly reviews: Pick<AccessReviews, 'allowed'>;
  readonly clock: Clock;
  /** Called when the warnings have changed. */
  readonly onChange: () => void;
}

/** How often the permissions are checked again while one is refused or unknown. */
const ASK_AGAIN_MS = 600_000;

/** Knows which settings in force have no effect because the controller lacks permissions. */
export class SettingsPermissions {
  readonly #parts: SettingsPermissionsParts;
  #demands: readonly Demand[] = [];
  #warnings: readonly string[] = [];
  /** Number of the current check; answers to earlier checks are about former settings and are ignored. */
  #turn = 0;
  #cancel: () => void = () => undefined;

  constructor(parts: SettingsPermissionsParts) {
    this.#parts = parts;
  }

  /** Takes over the settings now in force and checks what they need, without waiting for the answers. */
  take(settings: Settings): void {
    this.#demands = demandsOf(settings);
    this.#say(this.#warnings.filter((warning) => this.#demands.some((demand) => demand.warning === warning)));
    void this.#ask();
  }

  /** One sentence for each setting without effect. A permission that could not be checked causes none. */
  warnings(): readonly string[] {
    return this.#warnings;
  }

  /** Stops checking. */
  stop(): void {
    this.#turn += 1;
    this.#cancel();
  }

  async #ask(): Promise<void> {
    this.#cancel();
    this.#turn += 1;
    const turn = this.#turn;
    const { clock, reviews } = this.#parts;
    const answers = await Promise.all(
      this.#demands.map(async ({ access, warning }) => ({ warning, allowed: await reviews.allowed(access) })),
    );
    if (turn !== this.#turn) return;
    // A permission that could not be checked keeps its former state.
    const refused = answers.filter(
      ({ warning, allowed }) => allowed === false || (allowed === null && this.#warnings.includes(warning)),
    );
    this.#say([...new Set(refused.map(({ warning }) => warning))]);
    if (answers.some(({ allowed }) => allowed !== true)) {
      this.#cancel = clock.after(ASK_AGAIN_MS, () => void this.#ask());
    }
  }

  #say(warnings: readonly string[]): void {
    if (warnings.join('\n') === this.#warnings.join('\n')) return;
    this.#warnings = warnings;
    this.#parts.onChange();
  }
}

function demandsOf({ drain, nodeConditions }: Settings): Demand[] {
  return [
    ...(drain.onDeadline === 'delete' ? deletingPods : []),
    ...(drain.volumes === 'wait' ? waitingForVolumes : []),
    ...(drain.surge === 'auto' ? surging : []),
    ...(nodeConditions ? settingConditions : []),
  ];
}

const deletingPods: readonly Demand[] = [
  {
    access: { verb: 'delete', group: '', resource: 'pods' },
    warning:
      'drain.onDeadline: "delete" has no effect, because the controller may not delete pods; the chart permits it ' +
      'with rbac.deletePods: true',
  },
];

/** The one permission checked for surges: a role that may scale may also read what surges need. */
const surging: readonly Demand[] = [
  {
    access: { verb: 'patch', group: 'apps', resource: 'deployments', subresource: 'scale' },
    warning:
      'drain.surge: "auto" has no effect, because the controller may not scale Deployments; the chart permits it with ' +
      'rbac.surge: true',
  },
];

const settingConditions: readonly Demand[] = [
  {
    access: { verb: 'patch', group: '', resource: 'nodes', subresource: 'status' },
    warning:
      'nodeConditions: true has no effect, because the controller may not patch nodes/status; the chart permits it with ' +
      'settings.nodeConditions: true',
  },
];

const volumeWarning =
  'drain.volumes: "wait" has no effect, because the controller may not list and watch volumeattachments; the chart ' +
  'permits it unless settings.drain.volumes is "ignore"';
const attachments = { group: 'storage.k8s.io', resource: 'volumeattachments' };

const waitingForVolumes: readonly Demand[] = [
  { access: { verb: 'list', ...attachments }, warning: volumeWarning },
  { access: { verb: 'watch', ...attachments }, warning: volumeWarning },
  {
    access: { verb: 'get', group: '', resource: 'persistentvolumeclaims' },
    warning:
      'drain.volumes: "wait" has no effect on nodes where pods with volumes stay, because the controller may not get ' +
      'persistentvolumeclaims; the chart permits it unless settings.drain.volumes is "ignore"',
  },
];
