/** Plays what it is told to, one after another, in a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Order, play } from './play.ts';

/** Given to the thread that is to print the trace of one run. */
interface TraceOrder {
  readonly trace: Order;
}

function isTraceOrder(value: unknown): value is TraceOrder {
  return typeof value === 'object' && value !== null && 'trace' in value;
}

const orders = parentPort;
if (isTraceOrder(workerData)) {
  const lines: string[] = [];
  const outcome = await play(workerData.trace, (line) => lines.push(line));
  orders?.postMessage({ lines, outcome });
} else {
  orders?.on('message', (order: Order) => {
    void play(order).then((outcome) => orders.postMessage(outcome));
  });
}
