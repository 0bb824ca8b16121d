import { type LabelTest, allOf, requirement } from './label-selector.ts';
import type { ApiObject } from './objects.ts';
import { badRequest } from './refusal.ts';
import type { Resource } from './resources.ts';
import type { Route } from './route.ts';

export type ObjectTest = (object: ApiObject) => boolean;

/** Which objects a list or a watch means. */
export interface Selection {
  readonly test: ObjectTest;
  /** Whether a selector was given at all. */
  readonly narrowed: boolean;
  /** The only name that can be selected, where it leads to one object: then only this one is looked at. */
  readonly name?: string;
}

/** @throws Refusal 400 for a selector that cannot be read */
export function selectionOf(
  { resource, namespace }: Route,
  query: Readonly<Record<string, string>>,
): Selection {
  const { labelSelector = '', fieldSelector = '' } = query;
  const labels = labelTest(labelSelector);
  const fields = fieldTests(resource, fieldSelector);
  const test: ObjectTest = (object) => {
    const { metadata } = object;
    if (namespace !== '' && metadata.namespace !== namespace) return false;
    return labels(metadata.labels ?? {}) && fields.every((one) => one(object));
  };
  const name = /(?:^|,)metadata\.name==?([^,]*)/.exec(fieldSelector)?.[1];
  const single = name !== undefined && (namespace !== '' || !resource.namespaced) ? { name } : {};
  return { test, narrowed: labelSelector !== '' || fieldSelector !== '', ...single };
}

const word = String.raw`[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?`;
const valueWord = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?`;
const setBased = new RegExp(String.raw`^(?<key>${word})\s+(?<operator>in|notin)\s*\((?<list>[^()]*)\)$`);
const equality = new RegExp(String.raw`^(?<key>${word})\s*(?<operator>==|=|!=)\s*(?<value>${valueWord})$`);
const existence = new RegExp(String.raw`^(?<not>!?)\s*(?<key>${word})$`);

function labelTest(text: string): LabelTest {
  return allOf(
    splitOutside(text).map((part) => setTest(part) ?? valueTest(part) ?? presenceTest(part, text)),
  );
}

function setTest(part: string): LabelTest | undefined {
  const { key, operator, list = '' } = setBased.exec(part)?.groups ?? {};
  if (key === undefined) return undefined;
  const values = list.split(',').map((value) => value.trim());
  return requirement(key, operator === 'in' ? 'In' : 'NotIn', values);
}

function valueTest(part: string): LabelTest | undefined {
  const { key, operator, value = '' } = equality.exec(part)?.groups ?? {};
  return key === undefined ? undefined : requirement(key, operator === '!=' ? 'NotIn' : 'In', [value]);
}

function presenceTest(part: string, text: string): LabelTest {
  const { key, not } = existence.exec(part)?.groups ?? {};
  if (key === undefined) throw badRequest(`unable to parse requirement: ${text}`);
  return requirement(key, not === '!' ? 'DoesNotExist' : 'Exists');
}

/** At commas that are in no brackets. */
function splitOutside(text: string): readonly string[] {
  if (text.trim() === '') return [];
  return text.split(/,(?![^(]*\))/).map((part) => part.trim());
}

function fieldTests(resource: Resource, text: string): readonly ObjectTest[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => fieldTest(resource, part));
}

function fieldTest(resource: Resource, part: string): ObjectTest {
  const [, field = '', operator, value = ''] = /^([^=!]+)(==|=|!=)(.*)$/.exec(part) ?? [];
  const read = field === '' ? undefined : fieldReader(resource, field);
  if (read === undefined) throw badRequest(`field label not supported: ${field === '' ? part : field}`);
  return operator === '!=' ? (object): boolean => read(object) !== value : (object) => read(object) === value;
}

function fieldReader(resource: Resource, field: string): ((object: ApiObject) => string) | undefined {
  if (field === 'metadata.name') return ({ metadata }) => metadata.name;
  if (field === 'metadata.namespace' && resource.namespaced)
    return ({ metadata }) => metadata.namespace ?? '';
  return resource.fields[field];
}
