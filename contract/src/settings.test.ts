import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Settings, defaultSettings, parseSettings } from './settings.ts';

function settingsOf(text: string): Settings {
  const result = parseSettings(text);
  if (!result.ok) throw new Error(result.errors.join('\n'));
  return result.settings;
}

function errorsOf(text: string): readonly string[] {
  const result = parseSettings(text);
  return result.ok ? [] : result.errors;
}

describe('settings', () => {
  it('have a default for everything', () => {
    expect(defaultSettings).toEqual({
      maxConcurrentDrains: { kind: 'count', count: 1 },
      maxUnavailable: { kind: 'percent', percent: 50 },
      budgets: [],
      urgentWithinMs: 120_000,
      scheduledEvents: {
        freeze: false,
        liveMigration: true,
        reboot: true,
        redeploy: true,
        preempt: true,
        terminate: true,
        spotRebalance: false,
      },
      freezeMinDurationMs: 0,
      conditions: [],
      drain: {
        leadTimeMs: null,
        timeoutMs: 3_600_000,
        retry: { initialMs: 30_000, maxMs: 600_000 },
        evictionBackoff: { initialMs: 1_000, maxMs: 30_000 },
        maxPodGracePeriodMs: null,
        onDeadline: 'wait',
        unmanagedPods: 'evict',
        emptyDirPods: 'evict',
        rules: [],
        volumes: 'wait',
        loadBalancers: 'keep',
        outOfService: false,
        surge: 'auto',
        surgeTimeoutMs: 180_000,
      },
      tracing: { endpoint: '' },
      settleMs: 120_000,
      holds: [],
      holdMarginMs: 900_000,
      uncordon: { enabled: true, delayMs: 0 },
      dryRun: false,
      nodeConditions: false,
      acknowledgeEvents: false,
      notifications: [],
      logLevel: null,
    });
  });

  it('take a duration of a whole year', () => {
    expect(settingsOf('urgentWithin: 8760h').urgentWithinMs).toBe(31_536_000_000);
  });

  it.each(['', '# nothing but a comment', '{}', 'null'])('are the defaults for %j', (text) => {
    expect(settingsOf(text)).toEqual(defaultSettings);
  });

  it('keep the other defaults of a section when one key is set', () => {
    const settings = settingsOf('drain: {retry: {max: 1h}}\nscheduledEvents: {freeze: true}');
    expect(settings.drain.retry).toEqual({ initialMs: 30_000, maxMs: 3_600_000 });
    expect(settings.drain.timeoutMs).toBe(defaultSettings.drain.timeoutMs);
    expect(settings.scheduledEvents).toEqual({ ...defaultSettings.scheduledEvents, freeze: true });
  });

  it('accept webhooks by name, with their filters and templates', () => {
    expect(
      settingsOf('notifications: [{name: ops, format: slack, reasons: [DrainFailed]}]').notifications,
    ).toEqual([
      {
        name: 'ops',
        format: 'slack',
        reasons: ['DrainFailed'],
        eventTypes: [],
        template: '{reason} on {subject}: {message}',
      },
    ]);
  });

  it('refuse two webhooks with one name, a webhook with an address, and an unknown placeholder', () => {
    const twice = '{name: a, format: json}, {name: a, format: teams, template: "{node}"}';
    expect(errorsOf(`notifications: [${twice}]`)).toEqual([
      'notifications[1].name: "a" is given twice',
      'notifications[1].template: {node} is not known, must be one of {reason}, {subject}, {message}, {eventType}, {time}, {traceId}',
    ]);
    const [error] = errorsOf(
      'notifications: [{name: a, format: slack, url: "https://hooks.example/secret"}]',
    );
    expect(error).toMatch(/^notifications\[0\]\.url: /);
    expect(error).not.toContain('secret');
    expect(errorsOf('notifications: [{name: ../token, format: slack}]')).toHaveLength(1);
  });

  it('accept budgets', () => {
    const text = `
budgets:
  - {name: zone, topologyKey: topology.kubernetes.io/zone, maxConcurrentDrains: 1}
  - {name: gpu, nodeSelector: {agentpool: gpu}, maxUnavailable: "10%"}`;
    expect(settingsOf(text).budgets).toEqual([
      {
        name: 'zone',
        topologyKey: 'topology.kubernetes.io/zone',
        maxConcurrentDrains: { kind: 'count', count: 1 },
      },
      { name: 'gpu', nodeSelector: { agentpool: 'gpu' }, maxUnavailable: { kind: 'percent', percent: 10 } },
    ]);
  });

  it('list the conditions that are on, and how long each must last', () => {
    const text = `
optionalConditions: {kubeletProblem: true, fsCorrupt: true, minDuration: 1m}
conditions: [{type: GPUMissing, minDuration: 5m}, {type: XIDErrors}]`;
    expect(settingsOf(text).conditions).toEqual([
      { type: 'KubeletProblem', minDurationMs: 60_000 },
      { type: 'FilesystemCorruptionProblem', minDurationMs: 60_000 },
      { type: 'GPUMissing', minDurationMs: 300_000 },
      { type: 'XIDErrors', minDurationMs: 0 },
    ]);
  });

  it.each([
    ['drain: {skipPods: "app=web,!canary"}', 2],
    ['drain: {skipPods: {matchExpressions: [{key: app, operator: In, values: [web]}]}}', 1],
  ])('accept a label selector in either form: %s', (text, requirements) => {
    expect(settingsOf(text).drain.rules[0]?.pods?.matchExpressions).toHaveLength(requirements);
  });

  it('accept the key names of the original mechanic', () => {
    const settings = settingsOf('vmEvents: {freeze: true}\noptional: {kernelDeadlock: true}');
    expect(settings.scheduledEvents.freeze).toBe(true);
    expect(settings.conditions).toEqual([{ type: 'KernelDeadlock', minDurationMs: 0 }]);
  });

  it.each([
    ['its manifests have', 'vmEvents', 'optional'],
    ['its program reads', 'scheduledEvents', 'optionalConditions'],
  ])('accept the ConfigMap of the original mechanic as %s it', (_, events, optional) => {
    const result = parseSettings(`${events}:
  freeze: false
  reboot: true
  redeploy: false
  preempt: true
  terminate: true
  liveMigration: true
${optional}:
  kernelDeadlock: true
  kubeletProblem: true
  frequentKubeletRestarts: true
  frequentContainerdRestarts: true
  fsCorrupt: true
  pollingInterval: 30
runtimeEnv: prod
enableTracing: true
bypassNodeProblemDetector: false
`);
    expect(result).toMatchObject({
      ok: true,
      settings: {
        scheduledEvents: { freeze: false, liveMigration: true, reboot: true, redeploy: false },
        conditions: [
          { type: 'KubeletProblem' },
          { type: 'KernelDeadlock' },
          { type: 'FrequentKubeletRestart' },
          { type: 'FrequentContainerdRestart' },
          { type: 'FilesystemCorruptionProblem' },
        ],
      },
      warnings: [
        'runtimeEnv has no meaning here and is ignored',
        'enableTracing has no meaning here and is ignored',
        'bypassNodeProblemDetector has no meaning here and is ignored',
        'optionalConditions.pollingInterval has no meaning here and is ignored',
      ],
    });
  });

  it('name once the keys of the original mechanic that have no meaning here', () => {
    const result = parseSettings('runtimeEnv: prod\nenableTracing: true\npollingInterval: 10');
    expect(result).toMatchObject({
      ok: true,
      warnings: [
        'runtimeEnv has no meaning here and is ignored',
        'enableTracing has no meaning here and is ignored',
        'pollingInterval has no meaning here and is ignored',
      ],
    });
  });
});

describe('a mistake in the settings', () => {
  it.each([
    // Values
    [
      'maxConcurrentDrains: abc',
      'maxConcurrentDrains: is "abc", must be a whole number from 0 or a percentage such as "25%"',
    ],
    [
      'maxConcurrentDrains: -1',
      'maxConcurrentDrains: is -1, must be a whole number from 0 or a percentage such as "25%"',
    ],
    [
      'maxUnavailable: 150%',
      'maxUnavailable: is "150%", must be a whole number from 0 or a percentage such as "25%"',
    ],
    [
      'maxUnavailable: 1.5',
      'maxUnavailable: is 1.5, must be a whole number from 0 or a percentage such as "25%"',
    ],
    ['urgentWithin: 2', 'urgentWithin: is 2, must be a duration such as 500ms, 10s, 5m or 1h30m'],
    [
      'urgentWithin: 2 minutes',
      'urgentWithin: is "2 minutes", must be a duration such as 500ms, 10s, 5m or 1h30m',
    ],
    ['urgentWithin: 9999999999h', 'urgentWithin: is "9999999999h", longer than a year (8760h)'],
    ['drain: {leadTime: 8761h}', 'drain.leadTime: is "8761h", longer than a year (8760h)'],
    [
      'conditions: [{type: GPUMissing, minDuration: 31536000001ms}]',
      'conditions[0].minDuration: is "31536000001ms", longer than a year (8760h)',
    ],
    [
      'conditions: [{type: Ready}]',
      'conditions[0].type: is "Ready", must be a text that is neither empty nor Ready',
    ],
    [
      'drain: {leadTime: soon}',
      'drain.leadTime: is "soon", must be a duration such as 500ms, 10s, 5m or 1h30m, or null',
    ],
    ['drain: {onDeadline: kill}', 'drain.onDeadline: is "kill", must be one of wait, delete'],
    ['scheduledEvents: {freeze: yes}', 'scheduledEvents.freeze: is "yes", must be true or false'],
    ['logLevel: verbose', 'logLevel: is "verbose", must be one of error, warn, info, debug'],
    ['drain:', 'drain: is empty (null), must be a section of keys'],
    ['budgets: {name: zone}', 'budgets: is {"name":"zone"}, must be a list'],
    ['budgets: [{name: "", maxUnavailable: 1}]', 'budgets[0].name: is "", must be a text that is not empty'],
    [
      'budgets: [{name: a, nodeSelector: {pool: 1}, maxUnavailable: 1}]',
      'budgets[0].nodeSelector.pool: is 1, must be a text',
    ],
    [
      'drain: {skipPods: 5}',
      'drain.skipPods: is 5, must be a label selector such as "app=web,tier in (a,b)", or null',
    ],
    ['- drain', 'mechanic.yaml: is ["drain"], must be a section of keys'],
    ['paused', 'mechanic.yaml: is "paused", must be a section of keys'],
    // Keys
    ['maxConcurentDrains: 2', 'maxConcurentDrains: is not a known key; did you mean maxConcurrentDrains?'],
    ['drain: {timeOut: 2m}', 'drain.timeOut: is not a known key; did you mean timeout?'],
    ['replicas: 3', 'replicas: is not a known key; see the settings reference for those that are'],
    ['conditions: [{minDuration: 1m}]', 'conditions[0].type: is missing'],
    [
      'drain: {skipPods: {matchLabel: {a: b}}}',
      'drain.skipPods.matchLabel: is not a known key; did you mean matchLabels?',
    ],
    // What belongs together
    [
      'vmEvents: {}\nscheduledEvents: {}',
      'vmEvents: means the same as scheduledEvents; give only scheduledEvents',
    ],
    [
      'optional: {}\noptionalConditions: {}',
      'optional: means the same as optionalConditions; give only optionalConditions',
    ],
    [
      'budgets: [{name: zone}]',
      'budgets[0]: needs maxConcurrentDrains or maxUnavailable, or it limits nothing',
    ],
    ['drain: {retry: {initial: 1h}}', 'drain.retry: initial (1h) is longer than max (10m)'],
    ['drain: {evictionBackoff: {initial: 0s}}', 'drain.evictionBackoff.initial: must be longer than 0s'],
    ['drain: {timeout: 0s}', 'drain.timeout: must be longer than 0s'],
    [
      'drain: {skipPods: "app in ()"}',
      'drain.skipPods: "app in ()" cannot be read as part of a label selector; write for example app=web, tier in (a,b) or !canary',
    ],
    [
      'drain: {skipPods: {matchExpressions: [{key: app, operator: In}]}}',
      'drain.skipPods: In for app needs values',
    ],
    [
      'drain: {skipPods: {}}',
      'drain.skipPods: selects every pod, so that no node would ever be emptied; null leaves no pod alone',
    ],
    // YAML
    ['a: b: c', 'not valid YAML: Nested mappings are not allowed in compact mappings at line 1, column 4'],
    ['dryRun: true\ndryRun: false', 'not valid YAML: Map keys must be unique at line 2, column 1'],
  ])('%j is reported in one line', (text, message) => {
    expect(errorsOf(text)).toEqual([message]);
  });

  it('inside a label selector is reported at its place', () => {
    const text = 'drain: {skipPods: {matchExpressions: [{key: app, operator: Is}]}}';
    expect(errorsOf(text)).toEqual([
      'drain.skipPods.matchExpressions[0].operator: is "Is", must be one of In, NotIn, Exists, DoesNotExist',
    ]);
  });

  it('does not hide other mistakes', () => {
    const text = `
maxConcurrentDrains: many
drain: {timeout: long, unmanaged: block}
budgets:
  - {name: a, maxUnavailable: 1}
  - {nam: b}`;
    expect(errorsOf(text)).toEqual([
      'maxConcurrentDrains: is "many", must be a whole number from 0 or a percentage such as "25%"',
      'budgets[1].name: is missing',
      'budgets[1].nam: is not a known key; did you mean name?',
      'drain.unmanaged: is not a known key; see the settings reference for those that are',
      'drain.timeout: is "long", must be a duration such as 500ms, 10s, 5m or 1h30m',
    ]);
  });

  it('in the form of two budgets with one name is reported', () => {
    const text = 'budgets: [{name: a, maxUnavailable: 1}, {name: a, maxUnavailable: 2}]';
    expect(errorsOf(text)).toEqual(['budgets[1].name: "a" is given twice']);
  });

  it('is shown cut when the value is long', () => {
    const [error] = errorsOf(`urgentWithin: ${'x'.repeat(1_000)}`);
    expect(error).toMatch(/^urgentWithin: is "x{79}\.\.\., must be a duration/);
  });

  it('never shows the address of a webhook, wherever somebody wrote it', () => {
    const address = 'https://hooks.example/services/T0/S3CRET';
    const texts = [
      `notifications: [{name: "${address}", format: slack}]`,
      `notifications: [{name: ${address}, format: slack}, {name: ${address}, format: slack}]`,
      'notifications: [{name: T0/S3CRET, format: slack}]',
      `notifications: [{name: ["${address}"], format: slack}]`,
      `notifications: [{name: a, format: "${address}"}]`,
      `notifications: "${address}"`,
      `notifications: ["${address}"]`,
      `notifications: [{"${address}": 1}]`,
      `${address}: 1`,
      `urgentWithin: "see ${address} for"`,
      `a: *${address}`,
      `{a: ${address}, a: ${address}}`,
      `"${address}`,
    ];
    for (const text of texts) {
      const errors = errorsOf(text);
      expect(errors).not.toEqual([]);
      expect(errors.join('\n')).not.toContain('S3CRET');
    }
    expect(errorsOf('notifications: [{name: T0/S3CRET, format: slack}]')[0]).toMatch(
      /^notifications\[0\]\.name: is not shown, since it may be a secret, must be /,
    );
  });

  it('accept the address of a collector', () => {
    for (const endpoint of ['http://otel-collector.monitoring:4318', 'https://[::1]:4318/base/', ''])
      expect(settingsOf(`tracing: {endpoint: "${endpoint}"}`).tracing).toEqual({ endpoint });
    expect(settingsOf('tracing: {}').tracing).toEqual({ endpoint: '' });
  });

  it.each([
    'otel-collector:4318',
    'ftp://collector/S3CRET',
    'http://user:S3CRET@collector:4318',
    'http://collector:4318/?key=S3CRET',
    'http://collector:4318/#S3CRET',
    'http://collector:4318/a b',
    'http://collector:S3CRET',
    'http://',
    '{{ .Values.S3CRET }}',
  ])('refuse %s as the address of a collector, and do not show it', (endpoint) => {
    const errors = errorsOf(`tracing: {endpoint: "${endpoint}"}`);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^tracing\.endpoint: is (not shown, since it may be a secret|no address)/);
    expect(errors[0]).not.toContain('S3CRET');
  });

  it('never makes the parser throw, whatever the text', () => {
    const key = fc.constantFrom(
      'drain',
      'budgets',
      'maxUnavailable',
      'skipPods',
      'name',
      'timeout',
      '__proto__',
      'x',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue(),
        fc.array(tie('tree')),
        fc.dictionary(key, tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          tree.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          const result = parseSettings(text);
          expect(result.ok || result.errors.length > 0).toBe(true);
        },
      ),
    );
  });
});
