import { describe, expect, it } from '@jest/globals';
import { figure, seconds } from './figures.ts';
import { ServingWatch } from './serving.ts';
import { longest, useRealNodes } from './suite.ts';
import { createGuests, guestOn } from './workloads.ts';

const suite = useRealNodes();

describe('a workload on a real node that is drained', () => {
  it(
    'loses no second when it has three replicas and a budget, and little when it has one replica',
    async () => {
      const { real } = suite;
      const [name = ''] = real.names;
      // Cordoned for a moment, the other node leaves all pods to this one: the worst case.
      await real.kubectl('cordon', real.other(name));
      await createGuests(real, { name: 'single', replicas: 1 });
      await createGuests(real, { name: 'three', replicas: 3, budget: { maxUnavailable: 1 } });
      await createGuests(real, { name: 'slow', replicas: 2, stopMs: 20_000, budget: { maxUnavailable: 1 } });
      await real.kubectl('uncordon', real.other(name));
      const watch = new ServingWatch(real, ['single', 'three', 'slow']);
      const announced = Date.now();
      const event = real.schedule(name, 'Redeploy');
      await real.until(name, 'cordoned', ({ unschedulable }) => unschedulable);
      const cordoned = Date.now();
      await real.untilPhase(name, 'Drained');
      const drained = Date.now();
      await real.eventually('all pods to be Ready elsewhere', async () => {
        const { items } = await real.cluster.apps.listNamespacedDeployment({ namespace: 'default' });
        return items.every(({ spec, status }) => status?.readyReplicas === spec?.replicas);
      });
      const seen = await watch.stop();
      expect(seen.three).toMatchObject({ secondsWithout: 0, fewest: 2 });
      expect(seen.slow).toMatchObject({ secondsWithout: 0, fewest: 1 });
      // Its successor is asked for when the old pod is told to go, and takes 3 s to be Ready.
      expect(seen.single?.secondsWithout).toBeLessThan(30);
      figure('event in IMDS to cordon', seconds(announced, cordoned));
      figure(
        'cordon to empty node: 1, 3 and 2 replicas that stop in 2, 2 and 20 s, two with a budget',
        seconds(cordoned, drained),
      );
      for (const [service, { secondsWithout, fewest }] of Object.entries(seen)) {
        figure(`seconds without a ready endpoint, "${service}"`, `${secondsWithout} (least ${fewest} ready)`);
      }
      real.imds.finish(event);
      await real.untilIdle(name);
    },
    longest,
  );

  it(
    'is told to end once, and has the whole of its grace period',
    async () => {
      const { real } = suite;
      const [name = ''] = real.names;
      await createGuests(real, { name: 'polite', replicas: 1, stopMs: 5_000, node: name });
      await createGuests(real, {
        name: 'stubborn',
        replicas: 1,
        ignoresTerm: true,
        gracePeriodSeconds: 8,
        node: name,
      });
      const guests = [await guestOn(real, 'polite'), await guestOn(real, 'stubborn')] as const;
      const event = real.schedule(name, 'Redeploy');
      const followed = guests.map((guest) => guest.untilGone());
      const [polite, stubborn] = await Promise.all(followed);
      expect(polite?.heard.map(({ what }) => what)).toEqual(['started', 'terminated', 'ends']);
      expect(stubborn?.heard.map(({ what }) => what)).toEqual(['started', 'terminated']);
      const lasted = (stubborn?.goneAt ?? 0) - (stubborn?.heard[1]?.at ?? 0);
      expect(lasted).toBeGreaterThan(7_500);
      expect(lasted).toBeLessThan(20_000);
      figure('SIGTERM to the end of a pod that ignores it, grace period 8 s', seconds(0, lasted));
      await real.untilPhase(name, 'Drained');
      real.imds.finish(event);
      await real.untilIdle(name);
    },
    longest,
  );
});
