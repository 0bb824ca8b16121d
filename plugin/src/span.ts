const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;

/** A duration as kubectl shows it, in the two largest units that matter: `14m10s`, `2h5m`, `3d`. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first === -1) return '0s';
  let rest = seconds;
  let text = '';
  for (const [unit, size] of units.slice(first, first + 2)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) text += `${amount}${unit}`;
  }
  return text;
}

/** `in 14m10s`, `3s ago`, `now`; empty when the time cannot be read. */
export function fromNow(time: string, now: number): string {
  const ms = Date.parse(time) - now;
  if (Number.isNaN(ms)) return '';
  if (Math.abs(ms) < 500) return 'now';
  return ms > 0 ? `in ${span(ms)}` : `${span(-ms)} ago`;
}

/** A point in time for people: whole seconds, UTC. */
export function clockTime(time: string): string {
  return time.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}
