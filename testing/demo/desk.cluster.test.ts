import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import { Desk } from './desk.ts';

const run = promisify(execFile);

describe('the desk of a visitor of the demo', () => {
  let mechanic: MechanicCluster;
  beforeAll(async () => {
    mechanic = await MechanicCluster.start();
  });
  afterAll(() => mechanic.stop());

  it('has a kubectl mechanic that reaches the controller, whoever leads', async () => {
    const desk = await Desk.open(mechanic);
    const ask = async (): Promise<string> => {
      const script = `${desk.exports}; kubectl mechanic`;
      return (await run('/bin/sh', ['-ec', script], { env: { PATH: process.env.PATH } })).stdout;
    };
    const leader = await mechanic.installation.leader();
    expect(await ask()).toContain(`Source: the leader, ${leader.view.name}.`);
    await mechanic.controlPlane.kubectl(['delete', 'pod', leader.view.name, '--namespace', 'mechanic']);
    const next = await mechanic.installation.leader();
    expect(next.view.name).not.toBe(leader.view.name);
    await desk.point();
    // The lease names the next leader a moment before that one has read the answer.
    const told = `Source: the leader, ${next.view.name}.`;
    await mechanic.eventually('the answer of the next leader', async () => (await ask()).includes(told));
  });
});
