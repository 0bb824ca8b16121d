import { isDeepStrictEqual } from 'node:util';
import { copyOf, isObject } from './json.ts';

/** Why a JSON patch (RFC 6902) could not be applied. */
export class PatchFailure extends Error {
  override readonly name = 'PatchFailure';
}

interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}

type Container = Record<string, unknown> | unknown[];

/**
 * Applies a JSON patch to a copy.
 * @throws PatchFailure
 */
export function jsonPatch(target: unknown, operations: readonly Operation[]): unknown {
  const root = { document: copyOf(target) };
  for (const operation of operations) apply(root, operation);
  return root.document;
}

function apply(root: Container, operation: Operation): void {
  const path = pointer(operation.path);
  switch (operation.op) {
    case 'add':
      add(root, path, operation.value);
      return;
    case 'remove':
      remove(root, path);
      return;
    case 'replace':
      replace(root, path, operation.value);
      return;
    case 'move':
      add(root, path, remove(root, pointer(operation.from)));
      return;
    case 'copy':
      add(root, path, copyOf(read(root, pointer(operation.from))));
      return;
    case 'test':
      test(root, path, operation.value);
      return;
    default:
      throw new PatchFailure(`Unexpected kind: ${String(operation.op)}`);
  }
}

/** The parts of a JSON pointer, below the member that holds the document. */
function pointer(text: unknown): readonly string[] {
  if (typeof text !== 'string' || (text !== '' && !text.startsWith('/'))) {
    throw new PatchFailure(`bad path: ${String(text)}`);
  }
  const parts = text.split('/').slice(1);
  return ['document', ...parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))];
}

function add(root: Container, path: readonly string[], value: unknown): void {
  const { container, key } = place(root, path);
  if (!Array.isArray(container)) container[key] = value;
  else if (key === '-') container.push(value);
  else container.splice(index(key, container.length), 0, value);
}

function remove(root: Container, path: readonly string[]): unknown {
  const { container, key } = place(root, path);
  const value = existing(container, key);
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else Reflect.deleteProperty(container, key);
  return value;
}

/** As the server's library does it, a member that is not there is added. */
function replace(root: Container, path: readonly string[], value: unknown): void {
  const { container, key } = place(root, path);
  if (Array.isArray(container)) existing(container, key);
  Reflect.set(container, key, value);
}

function test(root: Container, path: readonly string[], value: unknown): void {
  const { container, key } = place(root, path);
  const found: unknown = Reflect.get(container, key) ?? null;
  if (!isDeepStrictEqual(found, value ?? null)) {
    throw new PatchFailure(`testing value ${path.slice(1).join('/')} failed`);
  }
}

/** As the server's library does it, a member that is not there is null. */
function read(root: Container, path: readonly string[]): unknown {
  const { container, key } = place(root, path);
  return Array.isArray(container) ? existing(container, key) : (container[key] ?? null);
}

function existing(container: Container, key: string): unknown {
  const there = Array.isArray(container)
    ? index(key, container.length - 1) >= 0
    : Object.hasOwn(container, key);
  if (!there) throw new PatchFailure(`missing key: ${key}`);
  return Reflect.get(container, key);
}

/** What a path ends in; everything above it must be there. */
function place(root: Container, path: readonly string[]): { container: Container; key: string } {
  let container: Container = root;
  for (const part of path.slice(0, -1)) {
    const next: unknown = Reflect.get(container, part);
    if (!isContainer(next)) throw new PatchFailure(`missing path: ${path.slice(1).join('/')}`);
    container = next;
  }
  return { container, key: path.at(-1) ?? '' };
}

function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || isObject(value);
}

function index(key: string, most: number): number {
  const number = /^\d+$/.test(key) ? Number(key) : NaN;
  if (!(number <= most)) throw new PatchFailure(`bad index: ${key}`);
  return number;
}
