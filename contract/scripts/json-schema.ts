/** The part of JSON Schema that our schemas use. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly not?: { readonly const: string };
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/** The definition that a `$ref` names, or the schema itself when it has none. */
export function dereference(root: JsonSchema, schema: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const target = root.definitions?.[schema.$ref.replace('#/definitions/', '')];
  if (target === undefined) throw new Error(`${schema.$ref} is not defined in the settings schema`);
  return target;
}
