import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Settings, defaultSettings } from '@mechanic/contract';
import { FakeClock } from '@mechanic/contract/fake-clock';
import type { Access } from './cluster/access-reviews.ts';
import { SettingsPermissions } from './settings-permissions.ts';

const modest: Settings = {
  ...defaultSettings,
  drain: { ...defaultSettings.drain, volumes: 'ignore', surge: 'off' },
};
const deletes: Settings = { ...modest, drain: { ...modest.drain, onDeadline: 'delete' } };
const warning = expect.stringMatching(/^drain\.onDeadline: "delete" has no effect.*may not delete pods/);

let clock: FakeClock;
let asked: Access[];
/** The answer of the API server; a promise that stays open means no answer yet. */
let answer: boolean | null | Promise<boolean | null>;
let changes: number;
let permissions: SettingsPermissions;

beforeEach(() => {
  clock = new FakeClock();
  asked = [];
  changes = 0;
  permissions = new SettingsPermissions({
    clock,
    reviews: {
      allowed: async (access): Promise<boolean | null> => {
        asked.push(access);
        return answer;
      },
    },
    onChange: () => (changes += 1),
  });
});

async function take(settings: Settings, says: typeof answer): Promise<void> {
  answer = says;
  permissions.take(settings);
  await clock.advance(0);
}

describe('what settings need', () => {
  it('is not checked when the controller always has it', async () => {
    await take(modest, false);
    await clock.advance(3_600_000);
    expect([asked, permissions.warnings(), changes, clock.pending]).toEqual([[], [], 0, 0]);
  });

  it('is checked once when it is granted, and causes no warning', async () => {
    await take(deletes, true);
    await clock.advance(3_600_000);
    expect(asked).toEqual([{ verb: 'delete', group: '', resource: 'pods' }]);
    expect([permissions.warnings(), changes, clock.pending]).toEqual([[], 0, 0]);
  });

  it('causes one warning when it is refused, and is checked every ten minutes until it is granted', async () => {
    await take(deletes, false);
    expect([permissions.warnings(), changes]).toEqual([[warning], 1]);
    await clock.advance(599_000);
    expect(asked).toHaveLength(1);
    await clock.advance(2_000);
    expect([asked.length, changes]).toEqual([2, 1]);
    answer = true;
    await clock.advance(600_000);
    expect([permissions.warnings(), changes, clock.pending]).toEqual([[], 2, 0]);
  });

  it('causes no warning when no answer comes, and is checked again', async () => {
    await take(deletes, null);
    expect([permissions.warnings(), changes]).toEqual([[], 0]);
    answer = false;
    await clock.advance(600_000);
    expect(permissions.warnings()).toEqual([warning]);
    answer = null;
    await clock.advance(600_000);
    expect([permissions.warnings(), changes]).toEqual([[warning], 1]);
  });

  it('is dropped at once when the settings no longer need it, even while the answer is under way', async () => {
    await take(deletes, false);
    permissions.take(modest);
    expect([permissions.warnings(), changes]).toEqual([[], 2]);
    let tell: (allowed: boolean) => void = () => undefined;
    await take(deletes, new Promise((resolve) => (tell = resolve)));
    await take(modest, true);
    tell(false);
    await clock.advance(3_600_000);
    expect([permissions.warnings(), clock.pending]).toEqual([[], 0]);
  });

  it('is checked for volumes while drains wait for them', async () => {
    await take({ ...defaultSettings, drain: { ...defaultSettings.drain, surge: 'off' } }, false);
    expect(asked.map(({ verb, resource }) => `${verb} ${resource}`)).toEqual([
      'list volumeattachments',
      'watch volumeattachments',
      'get persistentvolumeclaims',
    ]);
    expect(permissions.warnings()).toEqual([
      expect.stringMatching(/^drain\.volumes: "wait" has no effect, because .* volumeattachments;/),
      expect.stringMatching(
        /^drain\.volumes: "wait" has no effect on nodes where .* persistentvolumeclaims;/,
      ),
    ]);
  });

  it('is not checked any more after the end', async () => {
    await take(deletes, false);
    permissions.stop();
    await clock.advance(3_600_000);
    expect([asked.length, clock.pending]).toEqual([1, 0]);
  });

  it('is the scale of Deployments for surges; without it, a warning says that surges have no effect', async () => {
    await take({ ...modest, drain: { ...modest.drain, surge: 'auto' } }, false);
    expect(asked).toEqual([{ verb: 'patch', group: 'apps', resource: 'deployments', subresource: 'scale' }]);
    expect(permissions.warnings()).toEqual([expect.stringMatching(/^drain\.surge: "auto" has no effect/)]);
  });
});
