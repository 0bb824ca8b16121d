import { PluginFailure } from './failure.ts';
import type { PauseSwitch } from './pause-switch.ts';
import type { StatusSource } from './status-source.ts';

export interface PauseParts {
  readonly pauseSwitch: Pick<PauseSwitch, 'isOn' | 'turnOn' | 'turnOff'>;
  readonly status: Pick<StatusSource, 'controller'>;
  readonly say: (line: string) => void;
  /** Resolves after `ms` milliseconds. */
  readonly rest: (ms: number) => Promise<void>;
}

/** How often, and at which interval in milliseconds, the controller is asked. A pause takes effect within two seconds. */
const LOOKS = 10;
const LOOK_MS = 500;

/** Pauses: no further drain starts. */
export async function pause(parts: PauseParts): Promise<void> {
  const { pauseSwitch, say } = parts;
  if (await pauseSwitch.isOn()) {
    say('mechanic is paused already.');
    return;
  }
  await pauseSwitch.turnOn();
  say('Paused: running drains finish, no further one starts.');
  await confirm(parts, true);
  say('To go on: kubectl mechanic resume');
}

/** Resumes with the limits of the settings. */
export async function resume(parts: PauseParts): Promise<void> {
  const { pauseSwitch, say } = parts;
  if (!(await pauseSwitch.isOn())) {
    say('mechanic is not paused.');
    return;
  }
  await pauseSwitch.turnOff();
  say('Resumed: drains start as the settings allow.');
  await confirm(parts, false);
}

/** Waits until a controller confirms the change; prints a warning when none answers. */
async function confirm({ status, say, rest }: PauseParts, paused: boolean): Promise<void> {
  for (let look = 1; ; look += 1) {
    const answer = await status.controller();
    if (!('status' in answer)) {
      say(`Written. No controller answered, so it is not known when it takes effect: ${answer.why}.`);
      return;
    }
    const { leader, settings } = answer.status;
    if (settings.paused === paused) {
      say(`In force at ${leader.self}.`);
      return;
    }
    if (look === LOOKS)
      throw new PluginFailure(`written, but not in force at ${leader.self}: it has not been read yet`);
    await rest(LOOK_MS);
  }
}
