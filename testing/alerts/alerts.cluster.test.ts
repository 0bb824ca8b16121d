import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { Metrics } from '../../controller/src/observe/metrics.ts';
import { Metrics as ProbeMetrics } from '../../probe/src/metrics.ts';
import { promtool } from './promtool.ts';

const root = join(import.meta.dirname, '../..');
const rulesFile = join(root, 'charts/mechanic/files/alerts.yaml');
const testsFile = join(import.meta.dirname, 'alerts.promtest.yaml');

interface Rule {
  readonly alert: string;
  readonly annotations: Readonly<Record<string, string>>;
}

interface AlertTest {
  readonly alertname: string;
  readonly exp_alerts?: readonly unknown[];
}

async function rules(): Promise<readonly Rule[]> {
  // Both files are of this repository, and promtool checks their form in the tests below.
  const file = parse(await readFile(rulesFile, 'utf8')) as { groups: { rules: Rule[] }[] };
  return file.groups.flatMap((group) => group.rules);
}

async function alertTests(): Promise<readonly AlertTest[]> {
  const file = parse(await readFile(testsFile, 'utf8')) as { tests: { alert_rule_test: AlertTest[] }[] };
  return file.tests.flatMap((test) => test.alert_rule_test);
}

describe('the alerts', () => {
  it('are rules as Prometheus takes them', async () => {
    expect(await promtool(['check', 'rules', rulesFile])).toMatchObject({ code: 0 });
  });

  it('fire when they must and are silent when they must be', async () => {
    const { code, output } = await promtool(['test', 'rules', testsFile]);
    expect(output).toContain('SUCCESS');
    expect(code).toBe(0);
  });

  it('are each tested both ways', async () => {
    const tests = await alertTests();
    for (const { alert } of await rules()) {
      const own = tests.filter(({ alertname }) => alertname === alert);
      expect([alert, own.some(({ exp_alerts }) => (exp_alerts ?? []).length > 0)]).toEqual([alert, true]);
      expect([alert, own.some(({ exp_alerts }) => (exp_alerts ?? []).length === 0)]).toEqual([alert, true]);
    }
  });

  it('lead to a runbook each', async () => {
    const headings = (await readFile(join(root, 'docs/runbooks.md'), 'utf8')).match(/^## .+$/gm) ?? [];
    const anchors = headings.map((heading) => heading.slice(3).toLowerCase());
    for (const { alert, annotations } of await rules()) {
      expect(annotations.runbook_url).toBe(`docs/runbooks.md#${alert.toLowerCase()}`);
      expect(anchors).toContain(alert.toLowerCase());
    }
  });

  it('ask only for metrics that there are', async () => {
    const offered = `${await new Metrics({ nodeDefaults: false }).text()}${await new ProbeMetrics().text()}`;
    const asked = (await readFile(rulesFile, 'utf8')).match(/\bmechanic_[a-z_]+/g) ?? [];
    expect(asked.length).toBeGreaterThan(8);
    for (const name of asked) expect(offered).toContain(`# TYPE ${name} `);
  });
});

describe('the metrics', () => {
  it('are as Prometheus wants them', async () => {
    for (const metrics of [new Metrics({ nodeDefaults: false }), new ProbeMetrics()]) {
      expect(await promtool(['check', 'metrics'], await metrics.text())).toEqual({ code: 0, output: '' });
    }
  });
});
