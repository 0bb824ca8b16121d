import type { LabelSelector } from './objects.ts';

export type Labels = Readonly<Record<string, string>>;
export type LabelTest = (labels: Labels) => boolean;

type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

/** The test of one requirement. As in Kubernetes, what is not there is not equal to anything. */
export function requirement(key: string, operator: Operator, values: readonly string[] = []): LabelTest {
  switch (operator) {
    case 'In':
      return (labels) => values.includes(labels[key] ?? '') && key in labels;
    case 'NotIn':
      return (labels) => !(key in labels && values.includes(labels[key] ?? ''));
    case 'Exists':
      return (labels) => key in labels;
    case 'DoesNotExist':
      return (labels) => !(key in labels);
  }
}

/** A selector as objects hold it. An empty one selects everything, a missing or unreadable one nothing. */
export function labelSelectorTest(selector: LabelSelector | undefined): LabelTest {
  if (selector === undefined) return () => false;
  const equal = Object.entries(selector.matchLabels ?? {}).map(([key, value]) =>
    requirement(key, 'In', [value]),
  );
  const further: LabelTest[] = [];
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    if (!isOperator(operator)) return () => false;
    further.push(requirement(key, operator, values));
  }
  return allOf([...equal, ...further]);
}

export function allOf(tests: readonly LabelTest[]): LabelTest {
  return (labels) => tests.every((test) => test(labels));
}

function isOperator(text: string): text is Operator {
  return ['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(text);
}
