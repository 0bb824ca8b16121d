import { createRequire, syncBuiltinESMExports } from 'node:module';

/** The module object itself: what an import gives cannot be changed, and follows this after syncBuiltinESMExports. */
const crypto = createRequire(import.meta.url)('node:crypto') as Record<string, unknown>; // its functions are replaced by name

/**
 * Takes real time and real chance away from this process: whoever calls them makes the run one that cannot be repeated.
 * Everything that needs them for good reason has kept them from before.
 */
export function forbidRealTimeAndChance(onCall: (what: string) => void): () => void {
  const undo: (() => void)[] = [];
  const forbid = (holder: object, name: string, shown: string): void => {
    const original: unknown = Reflect.get(holder, name);
    if (typeof original !== 'function') return;
    const guarded = function (this: unknown, ...given: unknown[]): unknown {
      onCall(shown);
      return Reflect.apply(original, this, given);
    };
    Object.defineProperty(holder, name, { value: guarded, configurable: true, writable: true });
    undo.push(() =>
      Object.defineProperty(holder, name, { value: original, configurable: true, writable: true }),
    );
  };
  for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'fetch']) forbid(globalThis, name, name);
  forbid(Math, 'random', 'Math.random');
  forbid(AbortSignal, 'timeout', 'AbortSignal.timeout');
  forbid(performance, 'now', 'performance.now');
  for (const name of ['randomUUID', 'randomBytes', 'randomInt']) forbid(crypto, name, `crypto.${name}`);
  for (const name of ['randomUUID', 'getRandomValues']) forbid(globalThis.crypto, name, `crypto.${name}`);
  syncBuiltinESMExports();
  const date = guardDate(onCall);
  return () => {
    date();
    for (const restore of undo.reverse()) restore();
    syncBuiltinESMExports();
  };
}

function guardDate(onCall: (what: string) => void): () => void {
  const RealDate = Date;
  const guarded = new Proxy(RealDate, {
    construct(target, given, newTarget): object {
      if (given.length === 0) onCall('new Date()');
      return Reflect.construct(target, given, newTarget) as object; // Date is a constructor
    },
    apply(target): string {
      onCall('Date()');
      return target();
    },
    get(target, key): unknown {
      return key === 'now' ? guardedNow : Reflect.get(target, key);
    },
  });
  const guardedNow = (): number => {
    onCall('Date.now');
    return RealDate.now();
  };
  globalThis.Date = guarded;
  return () => (globalThis.Date = RealDate);
}
