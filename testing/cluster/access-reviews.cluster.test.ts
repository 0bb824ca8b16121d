import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@mechanic/contract/clock';
import { AccessReviews } from '../../controller/src/cluster/access-reviews.ts';
import { KubeClient } from '../../controller/src/cluster/client.ts';
import { Connection } from '../../controller/src/cluster/connection.ts';
import { ControlPlane, kubeConfig, waitFor } from '../controlplane/index.ts';

let controlPlane: ControlPlane;

beforeAll(async () => {
  controlPlane = await ControlPlane.start({ components: [] });
}, 600_000);

afterAll(() => controlPlane.stop());

function reviewsAs(token: string, server = controlPlane.server): AccessReviews {
  const config = kubeConfig({ server, caData: controlPlane.caData, user: 'mechanic', token });
  return new AccessReviews(new KubeClient(new Connection({ kubeConfig: config, clock: systemClock })));
}

describe('what the controller may do', () => {
  const deletePods = { verb: 'delete', group: '', resource: 'pods' };

  it('is known without any permission to ask, and follows the roles', async () => {
    await controlPlane.kubectl(['create', 'serviceaccount', 'mechanic']);
    const token = (await controlPlane.kubectl(['create', 'token', 'mechanic'])).trim();
    const reviews = reviewsAs(token);
    expect(await reviews.allowed(deletePods)).toBe(false);
    await controlPlane.kubectl(['create', 'clusterrole', 'deleter', '--verb=delete', '--resource=pods']);
    await controlPlane.kubectl([
      ...['create', 'clusterrolebinding', 'deleter'],
      ...['--clusterrole=deleter', '--serviceaccount=default:mechanic'],
    ]);
    await waitFor('the role to hold', () => reviews.allowed(deletePods));
    expect(await reviews.allowed({ ...deletePods, verb: 'create' })).toBe(false);
  });

  it('is not known from an answer that does not come, or is about nobody', async () => {
    expect(await reviewsAs('nobody').allowed(deletePods)).toBeNull();
    expect(await reviewsAs('nobody', 'https://127.0.0.1:1').allowed(deletePods)).toBeNull();
  });
});
