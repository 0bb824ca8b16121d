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
/** What the API server says; a promise that stays open: nothing yet. */
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
  it('is not asked for when the controller is always given it', async () => {
    await take(modest, false);
    await clock.advance(3_600_000);
    expect([asked, permissions.warnings(), changes, clock.pending]).toEqual([[], [], 0, 0]);
  });

  it('is asked once when it is allowed, and nothing is said', async () => {
    await take(deletes, true);
    await clock.advance(3_600_000);
    expect(asked).toEqual([{ verb: 'delete', group: '', resource: 'pods' }]);
    expect([permissions.warnings(), changes, clock.pending]).toEqual([[], 0, 0]);
  });

  it('is said when it is refused, once, and asked again every ten minutes until it is allowed', async () => {
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

  it('is not said to be missing when the answer does not come, and asked again', async () => {
    await take(deletes, null);
    expect([permissions.warnings(), changes]).toEqual([[], 0]);
    answer = false;
    await clock.advance(600_000);
    expect(permissions.warnings()).toEqual([warning]);
    answer = null;
    await clock.advance(600_000);
    expect([permissions.warnings(), changes]).toEqual([[warning], 1]);
  });

  it('is forgotten at once when the settings no longer want it, also while the answer is on its way', async () => {
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

  it('is asked about volumes as long as drains wait for them', async () => {
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

  it('is asked no more after the end', async () => {
    await take(deletes, false);
    permissions.stop();
    await clock.advance(3_600_000);
    expect([asked.length, clock.pending]).toEqual([1, 0]);
  });

  it('is the scale of Deployments for surges, without which a warning says that there are none', async () => {
    await take({ ...modest, drain: { ...modest.drain, surge: 'auto' } }, false);
    expect(asked).toEqual([{ verb: 'patch', group: 'apps', resource: 'deployments', subresource: 'scale' }]);
    expect(permissions.warnings()).toEqual([expect.stringMatching(/^drain\.surge: "auto" has no effect/)]);
  });
});
