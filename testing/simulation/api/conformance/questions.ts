import { budgetQuestions } from './budget-questions.ts';
import { nodeQuestions } from './node-questions.ts';
import { otherQuestions } from './other-questions.ts';
import { podQuestions } from './pod-questions.ts';
import { listQuestions, watchQuestion } from './read-questions.ts';
import type { Setting } from './setting.ts';
import { type Step, create, get, remove } from './step.ts';

/** How often each kind of question is asked. */
const kinds = [
  ...Array.from({ length: 4 }, () => nodeQuestions),
  ...Array.from({ length: 7 }, () => podQuestions),
  ...Array.from({ length: 4 }, () => budgetQuestions),
  ...Array.from({ length: 3 }, () => otherQuestions),
  ...Array.from({ length: 2 }, () => listQuestions),
];

const WATCH_EVERY = 0.04;

/** Where the questions begin. */
export function opening(setting: Setting): readonly Step[] {
  return [
    create('/api/v1/namespaces', { metadata: { name: setting.namespace } }),
    get(setting.node()),
    get(setting.core('pods')),
  ];
}

/** The next questions: what is asked depends on what there is by now. */
export function questions(setting: Setting): readonly Step[] {
  const { random } = setting;
  return random.chance(WATCH_EVERY) ? [watchQuestion(setting)] : random.pick(kinds)(setting);
}

/** Something for every watch: when it has come, everything before it has come too. */
export function closing(setting: Setting): readonly Step[] {
  const { namespace, nodes } = setting;
  const pod = (app: string, nodeName: string): Step =>
    create(setting.core('pods'), {
      metadata: { name: `last-${app}-${nodeName}`, labels: { app } },
      spec: { containers: [{ name: 'main', image: 'one' }], nodeName },
    });
  const configMap = (name: string, labels: object): Step =>
    create(setting.core('configmaps'), { metadata: { name, labels } });
  return [
    ...nodes.flatMap((node) => [pod('web', node), pod('api', node)]),
    ...[{ app: 'web' }, { app: 'api' }, {}].map((labels, index) => configMap(`last-${index}`, labels)),
    remove(setting.core('configmaps', 'c1'), () => ({})),
    configMap('c1', { app: 'web' }),
    create(setting.node(), { metadata: { name: `${namespace}-last`, labels: { app: 'web' } } }),
    create(setting.lease(), { metadata: { name: 'last' }, spec: { leaseDurationSeconds: 1 } }),
    create(setting.policy(), { metadata: { name: 'last' }, spec: { maxUnavailable: 1 } }),
  ];
}
