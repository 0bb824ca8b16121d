/** What a program or library says that it needs to run. */
export interface Needs {
  /** Path of the loader that starts it; undefined for a library, and for a program that needs none. */
  readonly interpreter: string | undefined;
  /** Names of libraries, such as `libc.so.6`. */
  readonly libraries: readonly string[];
}

// Of the ELF format, as `man 5 elf` has them.
const loadable = 1;
const dynamic = 2;
const interpreter = 3;
const needed = 1n;
const stringTable = 5n;

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: bigint;
  readonly size: number;
}

/** Reads a 64-bit little-endian ELF file, of whatever processor. Throws on anything else. */
export function readNeeds(file: Buffer): Needs {
  const isElf = file.length > 64 && file.readUInt32BE(0) === 0x7f454c46 && file[4] === 2 && file[5] === 1;
  if (!isElf) throw new Error('no 64-bit little-endian ELF file');
  const segments = readSegments(file);
  const loader = segments.find(({ type }) => type === interpreter);
  return {
    interpreter: loader && text(file, loader.offset),
    libraries: readLibraries(file, segments),
  };
}

function readSegments(file: Buffer): Segment[] {
  const start = Number(file.readBigUInt64LE(32));
  const size = file.readUInt16LE(54);
  return Array.from({ length: file.readUInt16LE(56) }, (_, i) => {
    const at = start + i * size;
    return {
      type: file.readUInt32LE(at),
      offset: Number(file.readBigUInt64LE(at + 8)),
      address: file.readBigUInt64LE(at + 16),
      size: Number(file.readBigUInt64LE(at + 32)),
    };
  });
}

function readLibraries(file: Buffer, segments: readonly Segment[]): string[] {
  const section = segments.find(({ type }) => type === dynamic);
  if (section === undefined) return [];
  const entries = Array.from({ length: Math.floor(section.size / 16) }, (_, i) => ({
    tag: file.readBigUInt64LE(section.offset + i * 16),
    value: file.readBigUInt64LE(section.offset + i * 16 + 8),
  }));
  const names = entries.filter(({ tag }) => tag === needed).map(({ value }) => Number(value));
  const table = entries.find(({ tag }) => tag === stringTable)?.value ?? 0n;
  const home = segments.find(
    ({ type, address, size }) => type === loadable && table >= address && table < address + BigInt(size),
  );
  if (home === undefined) throw new Error('an ELF file whose names are nowhere in it');
  const start = home.offset + Number(table - home.address);
  return names.map((name) => text(file, start + name));
}

function text(file: Buffer, start: number): string {
  return file.toString('latin1', start, file.indexOf(0, start));
}
