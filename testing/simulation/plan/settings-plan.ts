import type { Random } from '../engine/random.ts';

/** Texts of `mechanic.yaml` as people write them, the values drawn at random. */
export function settingsText(random: Random, nodes: number): string {
  const lines = [
    `maxConcurrentDrains: ${random.pick(['1', '1', '1', '2', '3', '"20%"', '"34%"', String(nodes)])}`,
    `maxUnavailable: ${random.pick(['"100%"', '"100%"', '"50%"', '"50%"', '3', '"30%"'])}`,
    `urgentWithin: ${random.pick(['2m', '2m', '30s', '5m', '0s'])}`,
    ...budgets(random),
    ...events(random),
    'optionalConditions: {kernelDeadlock: true, minDuration: ' + random.pick(['0s', '30s', '2m']) + '}',
    ...(random.chance(0.2) ? ['conditions: [{type: GPUMissing, minDuration: 1m}]'] : []),
    ...drain(random),
    `uncordon: {enabled: ${!random.chance(0.12)}, delay: ${random.pick(['0s', '0s', '5s', '1m'])}}`,
    `nodeConditions: ${random.chance(0.3)}`,
    `dryRun: ${random.chance(0.03)}`,
    `acknowledgeEvents: ${random.chance(0.2)}`,
    'tracing: {endpoint: "http://collector.invalid:4318"}',
  ];
  return `${lines.join('\n')}\n`;
}

/** A small change of a text, or something nobody should have written. */
export function editedSettings(random: Random, nodes: number, before: string): string | null {
  const luck = random.next();
  if (luck < 0.08) return null;
  if (luck < 0.2) return random.pick(brokenTexts);
  if (luck < 0.3) return before.replace(/^dryRun: .*$/m, 'dryRun: true');
  if (luck < 0.5) return before.replace(/^dryRun: .*$/m, 'dryRun: false');
  if (luck < 0.85) {
    const limit = random.pick(['0', '1', '1', '2', '4', '"25%"']);
    return before.replace(/^maxConcurrentDrains: .*$/m, `maxConcurrentDrains: ${limit}`);
  }
  return settingsText(random, nodes);
}

const brokenTexts = [
  'maxConcurrentDrains: all\n',
  'maxConcurrentDrains: 5\nnoSuchKey: true\n',
  ': : :\n\t- nothing',
  'maxConcurrentDrains: 99\ndrain: {timeout: soon}\n',
];

function surge(random: Random): string[] {
  return [
    `  surge: ${random.pick(['auto', 'auto', 'auto', 'off'])}`,
    `  surgeTimeout: ${random.pick(['20s', '3m'])}`,
  ];
}

function budgets(random: Random): string[] {
  if (!random.chance(0.35)) return [];
  const zone = '{name: zone, topologyKey: topology.kubernetes.io/zone, maxConcurrentDrains: 1}';
  const pool = '{name: pool, nodeSelector: {agentpool: spot}, maxConcurrentDrains: 2, maxUnavailable: "60%"}';
  return [`budgets: [${random.pick([zone, pool, `${zone}, ${pool}`])}]`];
}

function events(random: Random): string[] {
  if (!random.chance(0.4)) return [];
  const off = random.chance(0.3)
    ? `, ${random.pick(['reboot', 'redeploy', 'preempt', 'terminate'])}: false`
    : '';
  const freeze = random.chance(0.6);
  return [
    `scheduledEvents: {freeze: ${freeze}, liveMigration: ${random.chance(0.5)}${off}, spotRebalance: ${random.chance(0.3)}}`,
    `freezeMinDuration: ${random.pick(['0s', '5s', '10s'])}`,
  ];
}

function drain(random: Random): string[] {
  return [
    'drain:',
    `  leadTime: ${random.pick(['null', 'null', 'null', '10m', '2h'])}`,
    `  timeout: ${random.pick(['2m', '5m', '15m', '1h'])}`,
    `  retry: {initial: ${random.pick(['5s', '30s'])}, max: ${random.pick(['2m', '10m'])}}`,
    `  maxPodGracePeriod: ${random.pick(['null', 'null', '20s'])}`,
    `  onDeadline: ${random.pick(['wait', 'wait', 'delete'])}`,
    `  unmanagedPods: ${random.pick(['evict', 'evict', 'evict', 'block'])}`,
    `  skipPods: ${random.pick(['null', 'null', 'null', '"stay=put"'])}`,
    `  volumes: ${random.pick(['wait', 'wait', 'wait', 'ignore'])}`,
    `  loadBalancers: ${random.pick(['keep', 'exclude'])}`,
    `  outOfService: ${random.chance(0.4)}`,
    `  rules: [${rules(random).join(', ')}]`,
    ...surge(random.fork('surge')),
  ];
}

function rules(random: Random): string[] {
  if (!random.chance(0.4)) return [];
  return random.shuffled(possibleRules).slice(0, random.int(1, 3));
}

const possibleRules = [
  '{name: batch, pods: "app in (app-1,app-2)", action: finish}',
  '{name: frozen, events: [Freeze], action: leave}',
  '{name: first, pods: "app=app-0", action: evict, order: -1}',
  '{name: last, namespaces: [default], pods: "app in (app-3,app-4)", action: evict, order: 2}',
  '{name: patient, events: [Reboot, Redeploy], pods: "app=app-0", action: finish, order: 1}',
];
