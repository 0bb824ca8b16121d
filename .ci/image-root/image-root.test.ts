import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { readNeeds } from './elf.ts';
import { collectImageRoot } from './image-root.ts';

/** The loader and libraries of this very runtime, as the system's own loader finds them. */
const linked = [
  ...execFileSync('ldd', [process.execPath], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g),
].map(([, path = '']) => path);

describe('readNeeds', () => {
  it('finds what the loader of this machine finds', () => {
    const { interpreter, libraries } = readNeeds(readFileSync(process.execPath));
    expect(interpreter).toMatch(/^\/lib(64)?\/ld-linux-/);
    expect([...libraries].sort()).toEqual(expect.arrayContaining(['libc.so.6', 'libstdc++.so.6']));
    expect(linked.map((path) => basename(path))).toEqual(expect.arrayContaining([...libraries]));
  });

  it('refuses what is no such file', () => {
    expect(() => readNeeds(Buffer.from('#!/bin/sh\n'))).toThrow('no 64-bit little-endian ELF file');
    expect(() => readNeeds(Buffer.alloc(80))).toThrow('no 64-bit little-endian ELF file');
  });
});

describe('collectImageRoot', () => {
  let directory: string;
  let base: string;
  let target: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'image-root-'));
    base = join(directory, 'base');
    target = join(directory, 'target');
    copy(process.execPath, '/usr/bin/node');
    for (const path of linked) copy(realpathSync(path), path);
    text('/usr/share/certificates/authorities.pem', 'certificates');
    link('/etc/ssl/certs/ca-certificates.crt', '/usr/share/certificates/authorities.pem');
    for (const path of ['/usr/bin/npm', '/usr/bin/npx', '/usr/bin/corepack', '/bin/sh', '/etc/passwd'])
      text(path, '');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const place = (path: string): string => {
    mkdirSync(join(base, dirname(path)), { recursive: true });
    return join(base, path);
  };
  const copy = (source: string, path: string): void => cpSync(source, place(path));
  const text = (path: string, content: string): void => writeFileSync(place(path), content);
  const link = (path: string, goal: string): void => symlinkSync(goal, place(path));
  const filesIn = (root: string): string[] =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
      .sort();

  it('takes Node.js, its loader and libraries and the certificates, and no npm and no shell', () => {
    const copied = collectImageRoot(base, target);
    const wanted = ['/usr/bin/node', '/etc/ssl/certs/ca-certificates.crt', ...linked].map((path) =>
      basename(path),
    );
    expect(copied.map((path) => basename(path)).sort()).toEqual(wanted.sort());
    expect(filesIn(target)).toEqual([...copied].sort());
    expect(readFileSync(join(target, '/etc/ssl/certs/ca-certificates.crt'), 'utf8')).toBe('certificates');
  });

  it('makes a root in which Node.js starts', () => {
    collectImageRoot(base, target);
    const loader = join(target, readNeeds(readFileSync(process.execPath)).interpreter ?? '');
    const folders = [...new Set(linked.map((path) => join(target, dirname(path))))].join(':');
    const args = ['--library-path', folders, join(target, '/usr/bin/node'), '--print', 'process.version'];
    expect(execFileSync(loader, args, { encoding: 'utf8', env: {} }).trim()).toBe(process.version);
  });

  it('follows the links of the image within the image', () => {
    text('/etc/pki/extracted/bundle.pem', 'of the image');
    link('/etc/pki/tls/cert.pem', '../extracted/bundle.pem');
    link('/etc/ssl/cert.pem', '/etc/hostname');
    expect(existsSync('/etc/hostname')).toBe(true);
    collectImageRoot(base, target);
    expect(readFileSync(join(target, '/etc/pki/tls/cert.pem'), 'utf8')).toBe('of the image');
    expect(existsSync(join(target, '/etc/ssl/cert.pem'))).toBe(false);
  });

  it('says what is missing in a base', () => {
    const library = linked.find((path) => path.includes('libstdc++')) ?? '';
    rmSync(join(base, library));
    expect(() => collectImageRoot(base, target)).toThrow('libstdc++.so.6 is nowhere in the base image');
    copy(realpathSync(library), library);
    rmSync(join(base, '/etc/ssl/certs/ca-certificates.crt'));
    expect(() => collectImageRoot(base, target)).toThrow('no certificates in the base image');
  });
});
