import { beforeEach, describe, expect, it } from '@jest/globals';
import type { HistoryEntry } from '@mechanic/contract';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { NotLeader } from '../../leadership/fence.ts';
import { MemoryLog } from '../testing.ts';
import { HistoryKeeper, type HistoryStore, type KeptHistory } from './history-keeper.ts';
import { History } from './history.ts';
import { anEntry } from './testing.ts';

/** A ConfigMap in memory. */
class FakeStore implements HistoryStore {
  kept: { entries: readonly HistoryEntry[]; version: number } | null = null;
  unreadable = 0;
  readonly requests: string[] = [];
  /** Answers of the next requests, in order. */
  readonly troubles: Error[] = [];
  /** A change by another writer before the next write. */
  interference: (() => void) | null = null;

  async read(): Promise<KeptHistory> {
    await this.#answer('read');
    if (this.kept === null) return null;
    return { ...this.kept, version: String(this.kept.version), unreadable: this.unreadable };
  }

  async write(entries: readonly HistoryEntry[], version: string | null): Promise<string | null> {
    this.interference?.();
    this.interference = null;
    await this.#answer('write');
    if ((this.kept === null ? null : String(this.kept.version)) !== version) return null;
    return this.put(entries);
  }

  put(entries: readonly HistoryEntry[]): string {
    this.kept = { entries, version: (this.kept?.version ?? 0) + 1 };
    return String(this.kept.version);
  }

  async #answer(request: string): Promise<void> {
    this.requests.push(request);
    await Promise.resolve();
    const trouble = this.troubles.shift();
    if (trouble !== undefined) throw trouble;
  }
}

let clock: FakeClock;
let log: MemoryLog;
let store: FakeStore;
let history: History;
let keeper: HistoryKeeper;
let counts: number[];

beforeEach(() => {
  clock = new FakeClock();
  log = new MemoryLog();
  store = new FakeStore();
  begin();
});

/** Starts another process. */
function begin(): void {
  counts = [];
  history = new History();
  keeper = new HistoryKeeper({ history, store, clock, log, onCount: (count) => counts.push(count) });
}

const kept = (): string[] | undefined => store.kept?.entries.map(({ node }) => node);
const known = (): string[] => history.entries().map(({ node }) => node);

describe('HistoryKeeper', () => {
  it('creates the ConfigMap with the first drain that ends, and writes once per drain', async () => {
    keeper.lead();
    await clock.advance(0);
    expect(store.requests).toEqual(['read']);
    keeper.add(anEntry('a', 1));
    await clock.advance(0);
    keeper.add(anEntry('b', 2));
    await clock.advance(0);
    expect(store.requests).toEqual(['read', 'write', 'write']);
    expect(kept()).toEqual(['b', 'a']);
    expect(counts.at(-1)).toBe(2);
  });

  it('reads what an earlier leader wrote', async () => {
    store.put([anEntry('a', 1)]);
    keeper.lead();
    await clock.advance(0);
    expect(known()).toEqual(['a']);
    expect(counts).toEqual([1]);
    keeper.add(anEntry('b', 2));
    await clock.advance(0);
    expect(kept()).toEqual(['b', 'a']);
  });

  it('does nothing on a standby: writes nothing and counts nothing', async () => {
    keeper.add(anEntry('a', 1));
    await clock.advance(600_000);
    expect([store.requests, counts]).toEqual([[], []]);
    keeper.lead();
    await clock.advance(0);
    keeper.follow();
    expect(counts.at(-1)).toBe(0);
  });

  it('loses nothing of another writer, and overwrites nothing', async () => {
    keeper.lead();
    await clock.advance(0);
    store.interference = () => store.put([anEntry('theirs', 1)]);
    keeper.add(anEntry('ours', 2));
    await clock.advance(0);
    expect(kept()).toEqual(['ours', 'theirs']);
    expect(store.requests).toEqual(['read', 'write', 'read', 'write']);
  });

  it('starts again when somebody deletes the ConfigMap', async () => {
    keeper.lead();
    keeper.add(anEntry('a', 1));
    await clock.advance(0);
    store.kept = null;
    keeper.add(anEntry('b', 2));
    await clock.advance(0);
    expect(kept()).toEqual(['b', 'a']);
  });

  it('writes several drains at once that end during another write', async () => {
    keeper.lead();
    for (let index = 0; index < 20; index += 1) keeper.add(anEntry(`n${index}`, index));
    await clock.advance(0);
    expect(kept()).toHaveLength(20);
    expect(store.requests.length).toBeLessThan(5);
  });

  it('retries without limit, more slowly each time, and logs the reason once', async () => {
    keeper.lead();
    await clock.advance(0);
    store.troubles.push(...Array.from({ length: 6 }, () => new Error('forbidden')));
    keeper.add(anEntry('a', 1));
    await clock.advance(1_000);
    expect(kept()).toBeUndefined();
    await clock.advance(600_000);
    expect(kept()).toEqual(['a']);
    expect(log.messages()).toEqual(['history not kept']);
    expect(store.requests.length).toBeLessThan(15);
  });

  it('reads again before the next write when an answer did not come', async () => {
    keeper.lead();
    await clock.advance(0);
    keeper.add(anEntry('a', 1));
    store.interference = () => store.put([anEntry('a', 1)]);
    store.troubles.push(new Error('timeout'));
    await clock.advance(10_000);
    expect(kept()).toEqual(['a']);
    expect(known()).toEqual(['a']);
  });

  it('leaves an unreadable history alone until the next drain ends, and logs that', async () => {
    store.put([]);
    store.unreadable = 3;
    keeper.lead();
    await clock.advance(0);
    expect(store.requests).toEqual(['read']);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { lines: 3 } }]);
    keeper.add(anEntry('a', 1));
    await clock.advance(0);
    expect(kept()).toEqual(['a']);
  });

  it('writes nothing after it stops leading, and reads again when it leads again', async () => {
    keeper.lead();
    await clock.advance(0);
    store.troubles.push(new NotLeader());
    keeper.add(anEntry('a', 1));
    await clock.advance(600_000);
    expect(kept()).toBeUndefined();
    expect(log.messages()).toEqual([]);
    keeper.follow();
    store.put([anEntry('theirs', 2)]);
    keeper.lead();
    await clock.advance(0);
    expect(kept()).toEqual(['theirs', 'a']);
  });

  it('finishes a running write before the program ends, within the time limit', async () => {
    keeper.lead();
    keeper.add(anEntry('a', 1));
    const closing = keeper.close(1_000);
    await clock.advance(0);
    await closing;
    expect(kept()).toEqual(['a']);
    begin();
    store.read = () => new Promise(() => undefined);
    keeper.lead();
    const hanging = keeper.close(1_000);
    await clock.advance(1_000);
    await expect(hanging).resolves.toBeUndefined();
  });
});
