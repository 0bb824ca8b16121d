import { type Finding, sorted } from '../../controller/src/decide/check/finding.ts';
import { Survey } from '../../controller/src/decide/check/survey.ts';
import { type SettingsState, settingsState } from '@mechanic/contract';
import type { ClusterReader } from './cluster-reader.ts';
import { readable } from './readable.ts';
import type { StatusSource } from './status-source.ts';

/** The result of `kubectl mechanic check`. */
export interface CheckResult {
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly nodes: number;
  readonly pods: number;
  /** What the user may not read, so that the check does not cover it. */
  readonly gaps: readonly string[];
}

export interface CheckParts {
  readonly reader: ClusterReader;
  readonly source: Pick<StatusSource, 'controller'>;
  /** Version of this plugin. */
  readonly version: string;
}

/**
 * Checks the cluster with the permissions of the user, as the leader does once an hour with its own.
 * @throws KubectlFailure when not even the Nodes can be read
 */
export async function checkCluster({ reader, source, version }: CheckParts): Promise<CheckResult> {
  const gaps: string[] = [];
  const [{ nodes, allocatable }, text, probes, budgets, deployments, controller] = await Promise.all([
    reader.nodesWithRoom(),
    readable(reader.settings(), 'the settings (taken to be the defaults)', gaps),
    readable(reader.probes(), 'the probe pods', gaps),
    readable(reader.budgets(), 'the PodDisruptionBudgets', gaps),
    readable(reader.deployments(), 'the Deployments', gaps),
    source.controller(),
  ]);
  const settings = settingsState(text?.text ?? null, null);
  const ready = probes?.filter((probe) => probe.ready).map(({ nodeName }) => nodeName);
  const survey = new Survey({
    nodes,
    // When probe pods may not be read, all nodes count as probed, so that nothing is reported.
    probedNodes: new Set(ready ?? nodes.map(({ name }) => name)),
    budgets: budgets ?? [],
    deployments,
    allocatable,
    settings: settings.settings,
    version,
  });
  let pods = 0;
  const take = (pod: Parameters<Survey['add']>[0]): void => {
    pods += 1;
    survey.add(pod);
  };
  await readable(reader.eachPod(take), 'the pods', gaps);
  return {
    findings: sorted([
      ...settingsFindings(settings),
      ...controllerFindings(controller),
      ...survey.findings(),
    ]),
    nodes: nodes.length,
    pods,
    gaps,
  };
}

function settingsFindings({ errors, warnings }: SettingsState): Finding[] {
  const about = { kind: 'settings', object: 'ConfigMap mechanic' };
  return [
    ...errors.map((why): Finding => ({
      ...about,
      severity: 'error',
      why: `refused: ${why}`,
      cure: 'correct it',
    })),
    ...warnings.map((why): Finding => ({
      ...about,
      severity: 'notice',
      why,
      cure: 'correct it, or leave it out',
    })),
  ];
}

/** Findings that only a controller can report: whether one answers, and which permissions it lacks. */
function controllerFindings(asked: Awaited<ReturnType<StatusSource['controller']>>): Finding[] {
  const about = { object: 'Deployment mechanic-controller' };
  if (!('status' in asked)) {
    const cure = 'see its pods and their log; or you may not ask it (services/proxy)';
    return [
      { ...about, severity: 'warning', kind: 'no-answer', why: `no controller answers: ${asked.why}`, cure },
    ];
  }
  const { leader, readiness } = asked.status;
  const refused = readiness.filter(({ kind }) => kind === 'not-permitted');
  if (leader.identity !== null) return [...refused];
  const cure = 'see the log of its pods';
  return [
    ...refused,
    { ...about, severity: 'error', kind: 'no-leader', why: 'nobody leads: nothing is drained', cure },
  ];
}
