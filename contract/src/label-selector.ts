/** A label selector as the Kubernetes API writes it in objects. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelRequirement[];
}

export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

/**
 * Reads kubectl's form, e.g. `app=web,tier in (a,b),env!=dev,gpu,!canary`.
 * @throws Error that names the part that cannot be read
 */
export function parseLabelSelector(text: string): LabelSelector {
  return { matchExpressions: splitRequirements(text).map(parseRequirement) };
}

/** Why the API server would refuse a selector of the right shape; undefined when it would not. */
export function labelSelectorMistake(selector: LabelSelector): string | undefined {
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const takesValues = operator === 'In' || operator === 'NotIn';
    if (takesValues && values.length === 0) return `${operator} for ${key} needs values`;
    if (!takesValues && values.length > 0) return `${operator} for ${key} takes no values`;
  }
  return undefined;
}

/** Whether the selector matches every set of labels. */
export function matchesEverything(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
}

/** Whether labels satisfy a selector. An empty selector matches everything. */
export function matchesSelector(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    if (labels[key] !== value) return false;
  }
  return (selector.matchExpressions ?? []).every((requirement) => satisfies(requirement, labels));
}

function satisfies(requirement: LabelRequirement, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[requirement.key];
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** Splits at commas outside of parentheses. */
function splitRequirements(text: string): string[] {
  return text.split(/,(?![^(]*\))/).map((part) => part.trim());
}

const name = '([A-Za-z0-9][-A-Za-z0-9_./]*)';
const setBased = new RegExp(`^${name}\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const equality = new RegExp(`^${name}\\s*(==|=|!=)\\s*([-A-Za-z0-9_.]*)$`);
const labelValue = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const existence = new RegExp(`^(!?)\\s*${name}$`);

function parseRequirement(part: string): LabelRequirement {
  const requirement = parseSetBased(part) ?? parseEquality(part) ?? parseExistence(part);
  if (requirement !== undefined) return requirement;
  throw new Error(
    `"${part}" cannot be read as part of a label selector; write for example app=web, tier in (a,b) or !canary`,
  );
}

function parseSetBased(part: string): LabelRequirement | undefined {
  const [, key, operator, list] = setBased.exec(part) ?? [];
  if (key === undefined || list === undefined) return undefined;
  const values = list.split(',').map((value) => value.trim());
  if (values.some((value) => !labelValue.test(value))) return undefined;
  return { key, operator: operator === 'in' ? 'In' : 'NotIn', values };
}

function parseEquality(part: string): LabelRequirement | undefined {
  const [, key, operator, value] = equality.exec(part) ?? [];
  if (key === undefined || value === undefined) return undefined;
  return { key, operator: operator === '!=' ? 'NotIn' : 'In', values: [value] };
}

function parseExistence(part: string): LabelRequirement | undefined {
  const [, not, key] = existence.exec(part) ?? [];
  if (key === undefined) return undefined;
  return { key, operator: not === '!' ? 'DoesNotExist' : 'Exists' };
}
