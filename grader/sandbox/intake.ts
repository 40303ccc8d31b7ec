import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { limits } from './limits.ts';
import { StudentError } from './student-error.ts';

/**
 * The text of a student's file, read with nothing taken on trust: a regular file, inside its folder, not too large, UTF-8.
 * `path` is the file's path inside `folder`, with `/`. Throws a StudentError, or returns null when there is no such file.
 */
export function readSource(folder: string, path: string): string | null {
  const file = join(folder, path);
  const descriptor = open(file, path);
  if (descriptor === null) return null;
  try {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) throw wrong(path, `${path} is a folder where a file is wanted`);
    if (!stat.isFile()) throw wrong(path, `${path} is no ordinary file`);
    if (isOutside(folder, file))
      throw wrong(path, `${path} is a link to a file outside this folder; put the code itself there`);
    return decode(readAll(descriptor, path), path);
  } finally {
    closeSync(descriptor);
  }
}

function open(file: string, path: string): number | null {
  // Links are not followed, and a pipe does not keep us waiting; Windows knows neither flag.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  try {
    return openSync(file, flags);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    if (code === 'ELOOP' || code === 'EMLINK')
      throw wrong(path, `${path} is a link to another file; put the code itself there`);
    if (code === 'EISDIR') throw wrong(path, `${path} is a folder where a file is wanted`);
    throw wrong(path, `${path} cannot be opened (${code ?? 'unknown reason'}); check who may read it`);
  }
}

function isOutside(folder: string, file: string): boolean {
  const inside = relative(realpathSync(folder), realpathSync(file));
  return inside === '..' || inside.startsWith(`..${sep}`) || inside === '';
}

function readAll(descriptor: number, path: string): Buffer {
  const bytes = Buffer.alloc(limits.sourceBytes + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read)
    read = readSync(descriptor, bytes, length, bytes.length - length, null);
  if (length > limits.sourceBytes)
    throw wrong(path, `${path} is larger than ${limits.sourceBytes / 1024} KB; a solution is much shorter`, 'syntax');
  return bytes.subarray(0, length);
}

function decode(bytes: Buffer, path: string): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw wrong(path, `${path} is not UTF-8 text; save it with the encoding UTF-8`, 'syntax');
  }
  const at = text.indexOf('\0');
  if (at === -1) return text;
  const line = text.slice(0, at).split('\n').length;
  throw wrong(path, `${path} holds a NUL byte in line ${line}; save it again as plain text`, 'syntax');
}

function wrong(file: string, message: string, kind: 'missing' | 'syntax' = 'missing'): StudentError {
  return new StudentError(kind, message, { file });
}
