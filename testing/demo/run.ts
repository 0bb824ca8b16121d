/**
 * Shows mechanic at work, on a real control plane on this machine, in about a minute. The exit code is 0 only when
 * everything held that the summary lists. `KEEP=1` stays up afterwards.
 */
import { demo } from './show.ts';
import { Terminal } from './terminal.ts';

const terminal = new Terminal(process.stdout.isTTY && process.env.NO_COLOR === undefined);
const held = await demo({ terminal, keep: process.env.KEEP === '1' });
process.exitCode = held ? 0 : 1;
