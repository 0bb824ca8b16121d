import {
  type Backoff,
  type Budget,
  type LabelSelector,
  type PodRule,
  type Quantity,
  type Settings,
  formatQuantity,
} from '@mechanic/contract';

/** Settings as their author would write them: durations as `1h`, limits as `25%`, keys as in mechanic.yaml. */
export type ShownSettings = Readonly<Record<string, unknown>>;

/** The settings in force in the form of mechanic.yaml, every default filled in. */
export function showSettings(settings: Settings): ShownSettings {
  const { drain, uncordon } = settings;
  return {
    maxConcurrentDrains: showQuantity(settings.maxConcurrentDrains),
    maxUnavailable: showQuantity(settings.maxUnavailable),
    budgets: settings.budgets.map(showBudget),
    urgentWithin: showDuration(settings.urgentWithinMs),
    scheduledEvents: settings.scheduledEvents,
    freezeMinDuration: showDuration(settings.freezeMinDurationMs),
    conditions: settings.conditions.map(({ type, minDurationMs }) => ({
      type,
      minDuration: showDuration(minDurationMs),
    })),
    drain: {
      leadTime: drain.leadTimeMs === null ? null : showDuration(drain.leadTimeMs),
      timeout: showDuration(drain.timeoutMs),
      retry: showBackoff(drain.retry),
      evictionBackoff: showBackoff(drain.evictionBackoff),
      maxPodGracePeriod: drain.maxPodGracePeriodMs === null ? null : showDuration(drain.maxPodGracePeriodMs),
      onDeadline: drain.onDeadline,
      unmanagedPods: drain.unmanagedPods,
      emptyDirPods: drain.emptyDirPods,
      rules: drain.rules.map(showRule),
      volumes: drain.volumes,
      loadBalancers: drain.loadBalancers,
      outOfService: drain.outOfService,
    },
    uncordon: { enabled: uncordon.enabled, delay: showDuration(uncordon.delayMs) },
    dryRun: settings.dryRun,
    nodeConditions: settings.nodeConditions,
    acknowledgeEvents: settings.acknowledgeEvents,
    notifications: settings.notifications,
    logLevel: settings.logLevel,
  };
}

/** `1h30m`, `10s`, `500ms`, `0s`: what parses back to the same number of milliseconds. */
export function showDuration(ms: number): string {
  let rest = ms;
  let text = '';
  for (const [unit, size] of [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
    ['ms', 1],
  ] as const) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) text += `${amount}${unit}`;
  }
  return text === '' ? '0s' : text;
}

/** A label selector as kubectl writes it. */
export function showSelector(selector: LabelSelector): string {
  const equalities = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const others = (selector.matchExpressions ?? []).map(({ key, operator, values }) => {
    const list = (values ?? []).join(',');
    switch (operator) {
      case 'In':
        return `${key} in (${list})`;
      case 'NotIn':
        return `${key} notin (${list})`;
      case 'Exists':
        return key;
      case 'DoesNotExist':
        return `!${key}`;
    }
  });
  return [...equalities, ...others].join(',');
}

function showRule({ pods, ...rest }: PodRule): ShownSettings {
  return { ...rest, pods: pods === null ? null : showSelector(pods) };
}

function showQuantity(quantity: Quantity): number | string {
  return quantity.kind === 'count' ? quantity.count : formatQuantity(quantity);
}

function showBackoff({ initialMs, maxMs }: Backoff): ShownSettings {
  return { initial: showDuration(initialMs), max: showDuration(maxMs) };
}

function showBudget({ maxConcurrentDrains, maxUnavailable, ...rest }: Budget): ShownSettings {
  return {
    ...rest,
    ...(maxConcurrentDrains !== undefined && { maxConcurrentDrains: showQuantity(maxConcurrentDrains) }),
    ...(maxUnavailable !== undefined && { maxUnavailable: showQuantity(maxUnavailable) }),
  };
}
