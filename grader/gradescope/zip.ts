import { crc32, deflateRawSync } from 'node:zlib';

/** A file to pack; `mode` holds its permissions, such as 0o755. */
export interface ZipEntry {
  /** With `/`, from the archive's root. */
  readonly path: string;
  readonly content: Uint8Array;
  readonly mode: number;
}

/** 1 January 1980, the first day a ZIP file knows: the same files always make the same bytes. */
const DATE = 0x21;
const UTF8_NAMES = 0x800;
const DEFLATED = 8;
const MADE_ON_UNIX = 3;
const REGULAR_FILE = 0o100000;

/** A ZIP archive of these files, in their order (PKWARE's APPNOTE, without any of its extensions). */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content, mode } of entries) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(content);
    const common = commonFields(content, packed, name);
    const file = [header(0x04034b50, [[2, 20]]), common, name, packed];
    const external = ((REGULAR_FILE | mode) << 16) >>> 0;
    const about = [
      header(0x02014b50, [
        [1, 20],
        [1, MADE_ON_UNIX],
        [2, 20],
      ]),
      common,
    ];
    const place = fields([
      [2, 0],
      [2, 0],
      [2, 0],
      [4, external],
      [4, offset],
    ]);
    files.push(...file);
    directory.push(...about, place, name);
    offset += file.reduce((size, { length }) => size + length, 0);
  }
  const size = directory.reduce((total, { length }) => total + length, 0);
  const count = entries.length;
  const end = header(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, offset],
    [2, 0],
  ]);
  return Buffer.concat([...files, ...directory, end]);
}

/** What a file's own header and its entry in the directory have in common. */
function commonFields(content: Uint8Array, packed: Buffer, name: Buffer): Buffer {
  return fields([
    [2, UTF8_NAMES],
    [2, DEFLATED],
    [2, 0],
    [2, DATE],
    [4, crc32(content)],
    [4, packed.length],
    [4, content.length],
    [2, name.length],
    [2, 0],
  ]);
}

type Field = readonly [bytes: 1 | 2 | 4, value: number];

function header(signature: number, rest: readonly Field[]): Buffer {
  return fields([[4, signature], ...rest]);
}

function fields(all: readonly Field[]): Buffer {
  const buffer = Buffer.alloc(all.reduce((size, [bytes]) => size + bytes, 0));
  let at = 0;
  for (const [bytes, value] of all) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}
