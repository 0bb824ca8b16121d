import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { readNeeds } from './elf.ts';

const program = '/usr/bin/node';

/** Where the loaders of glibc look without being told, with the folders that Debian names by processor. */
const libraryFolders = ['/lib64', '/usr/lib64', '/lib', '/usr/lib'];

/** Where TLS libraries look for the certificates of public authorities; a base has one or two of these. */
const certificates = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/ssl/cert.pem',
  '/etc/pki/tls/cert.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
];

/**
 * Copies from the files of one image what Node.js needs to run, and nothing else: the program, its loader and
 * libraries, and certificates of public authorities. Nothing is executed, so both may be of another processor.
 * @param base folder with the files of the image
 * @param target folder that becomes the root of the new image; need not exist
 * @returns what was copied, as paths in the image
 */
export function collectImageRoot(base: string, target: string): string[] {
  const found = certificates.filter((path) => isFile(inside(base, path)));
  if (found.length === 0)
    throw new Error(`no certificates in the base image: none of ${certificates.join(', ')}`);
  const paths = [...closure(base), ...found];
  for (const path of paths) {
    mkdirSync(join(target, dirname(path)), { recursive: true });
    copyFileSync(inside(base, path), join(target, path));
  }
  return paths;
}

/** The program, and all that it needs, and what these need. */
function closure(base: string): string[] {
  const paths: string[] = [];
  const names = new Set<string>();
  const queue = [program];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    // By its name: the loader is a library that others need, too.
    if (names.has(basename(path))) continue;
    names.add(basename(path));
    paths.push(path);
    const { interpreter, libraries } = readNeeds(readFileSync(inside(base, path)));
    if (interpreter !== undefined) queue.push(interpreter);
    queue.push(...libraries.filter((name) => !names.has(name)).map((name) => find(base, name)));
  }
  return paths;
}

function find(base: string, name: string): string {
  const folders = libraryFolders.flatMap((folder) => [folder, ...byProcessor(base, folder)]);
  const path = folders.map((folder) => join(folder, name)).find((one) => isFile(inside(base, one)));
  if (path === undefined) throw new Error(`${name} is nowhere in the base image`);
  return path;
}

function byProcessor(base: string, folder: string): string[] {
  const path = inside(base, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith('-linux-gnu'))
    .map((name) => join(folder, name));
}

/** The real place of a path of the image: its symbolic links mean its own files, not those of this machine. */
function inside(base: string, path: string, links = 0): string {
  if (links > 40) throw new Error(`${path} is a circle of links`);
  return path
    .split('/')
    .filter((part) => part !== '')
    .reduce((folder, part) => {
      const next = join(folder, part);
      if (lstatSync(next, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return next;
      const goal = readlinkSync(next);
      const here = goal.startsWith('/') ? '/' : join('/', relative(base, folder));
      return inside(base, join(here, goal), links + 1);
    }, base);
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
