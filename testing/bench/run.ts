/** `make bench`: prints what mechanic costs and how fast it is, next to `kubectl drain` on the same control plane. */
import { Bench } from './bench.ts';
import { renderTable } from './figures.ts';

const say = (line: string): void => console.log(line);
const bench = await Bench.start(say);
try {
  const figures = [...(await bench.emptyANode()), ...(await bench.waitForABudget()), ...(await bench.rest())];
  say(`\n${renderTable(figures)}`);
} finally {
  await bench.stop();
}
