import type { Log } from '../log.ts';
import type { SettingsState } from '@mechanic/contract';
import type { EventRecorder } from './event-recorder.ts';
import type { Metrics } from './metrics.ts';

export interface SettingsReporterParts {
  readonly metrics: Pick<Metrics, 'configReloaded'>;
  readonly events: Pick<EventRecorder, 'say'>;
  readonly log: Log;
  readonly configMap: { readonly name: string; readonly namespace: string };
}

/** The edit of the ConfigMap from which the settings come. */
export interface SettingsEdit {
  readonly uid: string;
  readonly resourceVersion: string;
}

/**
 * Reports the result of each edit of the settings: in the log, in a counter, and on the ConfigMap if the edit was refused
 * or has no effect.
 */
export class SettingsReporter {
  readonly #parts: SettingsReporterParts;

  constructor(parts: SettingsReporterParts) {
    this.#parts = parts;
  }

  /** @param edit null without a ConfigMap or without the key */
  taken(state: SettingsState, edit: SettingsEdit | null): void {
    const { metrics, log, configMap } = this.#parts;
    for (const warning of state.warnings) log.warn('setting ignored', { configMap: configMap.name, warning });
    if (state.source === 'invalid') {
      metrics.configReloaded('invalid');
      log.error('settings refused', { configMap: configMap.name, errors: state.errors });
      if (edit !== null) this.#sayRefused(state.errors, edit);
      return;
    }
    metrics.configReloaded('ok');
    log.info('settings in force', { configMap: configMap.name, source: state.source });
  }

  /**
   * Reports a change in what the settings need and the controller may not do.
   * @param warnings the present warnings, one for each setting
   */
  permissions(warnings: readonly string[], edit: SettingsEdit | null): void {
    const { log, configMap } = this.#parts;
    if (warnings.length === 0) log.info('every setting is permitted', { configMap: configMap.name });
    for (const warning of warnings) {
      log.warn('setting not permitted', { configMap: configMap.name, warning });
      if (edit !== null) this.#sayNotPermitted(warning, edit);
    }
  }

  #sayNotPermitted(warning: string, { uid, resourceVersion }: SettingsEdit): void {
    const { events, configMap } = this.#parts;
    events.say(
      { kind: 'ConfigMap', ...configMap, uid },
      {
        type: 'Warning',
        reason: 'SettingsNotPermitted',
        message: warning,
        about: null,
        occasion: `${resourceVersion} ${warning}`,
      },
    );
  }

  #sayRefused(errors: readonly string[], { uid, resourceVersion }: SettingsEdit): void {
    const { events, configMap } = this.#parts;
    events.say(
      { kind: 'ConfigMap', ...configMap, uid },
      {
        type: 'Warning',
        reason: 'SettingsRefused',
        message: `The last good settings stay in force: ${errors.join('; ')}`,
        about: null,
        // Each refused edit is reported once, by the faster replica.
        occasion: resourceVersion,
      },
    );
  }
}
