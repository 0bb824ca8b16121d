import type { ErrorObject } from 'ajv';

/** What a person needs to mend a settings document: which key, what is wrong, what would be right. */
export function explain(errors: readonly ErrorObject[], document: unknown): string[] {
  const useful = errors.filter((error) => error.keyword !== 'oneOf' || !hasMoreSpecific(error, errors));
  return [...new Set(useful.map((error) => `${keyOf(error)}: ${reasonOf(error, document)}`))];
}

/** A failed `oneOf` also lists what each branch missed; an unknown key inside says more than the choice itself. */
function hasMoreSpecific(choice: ErrorObject, errors: readonly ErrorObject[]): boolean {
  return errors.some(
    (error) => error.keyword === 'additionalProperties' && error.instancePath.startsWith(choice.instancePath),
  );
}

function keyOf(error: ErrorObject): string {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (error.keyword === 'additionalProperties') path.push(param(error, 'additionalProperty'));
  const key = path.reduce((text, part) => (/^\d+$/.test(part) ? `${text}[${part}]` : `${text}.${part}`), '');
  return key === '' ? 'mechanic.yaml' : key.replace(/^\./, '');
}

function reasonOf(error: ErrorObject, document: unknown): string {
  const given = JSON.stringify(valueAt(document, error.instancePath));
  switch (error.keyword) {
    case 'additionalProperties':
      return 'is not a known key; see the settings reference for those that are';
    case 'enum':
      return `is ${given}, must be one of ${param(error, 'allowedValues').replaceAll(',', ', ')}`;
    case 'pattern':
      return `is ${given}, must look like ${exampleOf(error)}`;
    default:
      return `is ${given}, ${error.message ?? 'is not valid'}`;
  }
}

function exampleOf(error: ErrorObject): string {
  const pattern = param(error, 'pattern');
  if (pattern.includes('ms|s|m|h')) return '500ms, 10s, 5m or 1h30m';
  if (pattern.includes('%')) return '"25%" (0% to 100%)';
  return 'a text that is not empty';
}

function param(error: ErrorObject, name: string): string {
  return String((error.params as Record<string, unknown>)[name]);
}

function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const part of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value;
}
