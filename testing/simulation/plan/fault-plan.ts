import type { Random } from '../engine/random.ts';
import { type FaultWindow, type Focus, type NetworkFault, networkFaults } from '../net/fault.ts';

const focuses: Readonly<Record<NetworkFault, readonly Focus[]>> = {
  'lost-before': ['any', 'nodes', 'slots', 'evictions', 'lease', 'watch'],
  'lost-after': ['slots', 'slots', 'slots', 'nodes', 'any', 'evictions', 'lease'],
  delayed: ['any', 'slots', 'nodes', 'evictions', 'lease'],
  repeated: ['slots', 'nodes', 'evictions', 'any'],
  partition: ['any'],
  cut: ['any'],
  throttled: ['evictions', 'nodes', 'any'],
  'server-error': ['any', 'slots', 'evictions', 'list'],
  'admission-refuses': ['taint', 'label', 'marks', 'slots', 'cordon', 'evictions', 'release'],
  'admission-hangs': ['taint', 'taint', 'label', 'marks', 'cordon', 'evictions'],
  'watch-stalls': ['any'],
  'watch-late': ['any'],
};

/** How hard a run is: how many windows an hour of each kind of fault, and how likely a request is met in one. */
interface Intensity {
  readonly perHour: number;
  readonly rates: readonly number[];
}

/** The network's part of a plan. Each kind draws from a stream of its own. */
export function networkFaultPlan(random: Random, forMs: number, controllers: number): FaultWindow[] {
  const mood = random.fork('mood').next();
  const windows = networkFaults.flatMap((kind) => {
    const own = random.fork(kind);
    const intensity = intensityOf(own, mood);
    return intensity === null ? [] : windowsOf(kind, own, intensity, { forMs, controllers });
  });
  return [
    ...windows,
    ...storms(random.fork('storms'), forMs, mood),
    ...blindStorms(random.fork('blind storms'), forMs, mood),
    ...muteProbes(random.fork('mute probes'), forMs, mood),
  ];
}

function intensityOf(random: Random, mood: number): Intensity | null {
  if (mood < 0.12) return null;
  if (mood > 0.94) return { perHour: 30, rates: [0.3, 1] };
  const luck = random.next();
  if (luck < 0.62) return null;
  return luck < 0.9 ? { perHour: 4, rates: [0.1, 0.5, 1] } : { perHour: 20, rates: [0.05, 0.3, 1] };
}

function windowsOf(
  kind: NetworkFault,
  random: Random,
  { perHour, rates }: Intensity,
  { forMs, controllers }: { readonly forMs: number; readonly controllers: number },
): FaultWindow[] {
  const windows: FaultWindow[] = [];
  for (let from = random.gap(perHour); from < forMs; from += random.gap(perHour)) {
    const lasts = random.pick([500, 2_000, 8_000, 20_000, 60_000, 180_000]) * random.between(0.5, 1.5);
    windows.push({
      kind,
      from,
      to: Math.min(forMs, from + lasts),
      who: random.chance(kind === 'partition' || kind === 'cut' ? 0.8 : 0.4)
        ? random.int(0, controllers - 1)
        : null,
      focus: random.pick(focuses[kind]),
      rate: random.pick(rates),
    });
  }
  return windows;
}

/** Several things at once, as they come in life: answers are lost because connections break, and the watches break too. */
function storms(random: Random, forMs: number, mood: number): FaultWindow[] {
  if (mood < 0.12 || !random.chance(0.4)) return [];
  const windows: FaultWindow[] = [];
  for (let from = random.gap(6); from < forMs; from += random.gap(6)) {
    const to = Math.min(forMs, from + random.between(3_000, 40_000));
    const both = { from, to, who: null, rate: 1 };
    windows.push(
      { ...both, kind: 'lost-after', focus: 'slots' },
      { ...both, kind: random.pick(['watch-stalls', 'watch-late', 'cut'] as const), focus: 'any' },
    );
  }
  return windows;
}

/** Answers to writes are lost, and nobody can look what became of them: neither watches nor lists get through. */
function blindStorms(random: Random, forMs: number, mood: number): FaultWindow[] {
  if (mood < 0.12 || !random.chance(0.25)) return [];
  const windows: FaultWindow[] = [];
  for (let from = random.gap(8); from < forMs; from += random.gap(8)) {
    const to = Math.min(forMs, from + random.between(8_000, 40_000));
    const both = { from, to, who: null };
    windows.push(
      { ...both, kind: 'lost-after', focus: 'slots', rate: 0.7 },
      { ...both, kind: 'watch-stalls', focus: 'any', rate: 1 },
      { ...both, kind: 'lost-before', focus: 'list', rate: 1 },
    );
  }
  return windows;
}

/** Reports do not get through, or are refused, for minutes. */
function muteProbes(random: Random, forMs: number, mood: number): FaultWindow[] {
  if (mood < 0.12 || !random.chance(0.25)) return [];
  const windows: FaultWindow[] = [];
  for (let from = random.gap(8); from < forMs; from += random.gap(8)) {
    windows.push({
      kind: random.pick(['lost-before', 'server-error', 'admission-refuses'] as const),
      focus: 'report',
      from,
      to: Math.min(forMs, from + random.between(2, 8) * 60_000),
      who: null,
      rate: 1,
    });
  }
  return windows;
}
