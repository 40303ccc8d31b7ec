import { readFileSync } from 'node:fs';
import type { Reply } from './answers.ts';
import { allowed } from './child/resolve.ts';
import { Gone } from './conversation.ts';
import { readSource } from './intake.ts';
import { limits } from './limits.ts';
import type { LoadMessage, Need, Refusal, SourceFile } from './messages.ts';
import { placeOfThrow } from './place-of-throw.ts';
import { printable } from './printable.ts';
import { loadUnanswered, neverSettles } from './sentences.ts';
import { type Place, StudentError } from './student-error.ts';

/** Which program to load. */
export interface ProgramSource {
  /** The folder the student's file is in; nothing outside is ever read. */
  readonly folder: string;
  /** The file's path inside that folder. */
  readonly file: string;
  /** The path of the course's own `given.ts` for this exercise, where it has one. */
  readonly given?: string | undefined;
  /** Files in that folder that are the course's and not for the student's to import, as paths inside it. */
  readonly reserved?: readonly string[] | undefined;
}

/** How a program is loaded: what to send it to, and the limits it is held to. */
export interface Loading {
  readonly strict: boolean;
  readonly callMs: number;
  send(message: LoadMessage): Promise<Reply>;
}

/** A program that the child has loaded, and the message that would load it again. */
export interface LoadedProgram {
  readonly message: LoadMessage;
  readonly reply: Reply & { is: 'loaded' };
}

/** How often a file is sent again that was lost with a process which was busy with something else. */
const ATTEMPTS = 10;

/** Reads a student's file and, as the child asks for them, the files it imports; throws a StudentError when that leads nowhere. */
export async function loadProgram(source: ProgramSource, loading: Loading): Promise<LoadedProgram> {
  const { file } = source;
  const text = readSource(source.folder, file);
  if (text === null) throw new StudentError('missing', `${file} is not there`, { file });
  let files: readonly SourceFile[] = [{ path: file, text }];
  for (;;) {
    const message = { entry: file, files, strict: loading.strict };
    const reply = await sent(message, loading);
    if (reply.is === 'loaded') return { message, reply };
    if (reply.is !== 'needs') throw failure(reply, message);
    const known = files;
    files = [...known, ...needsOf(reply.needs).map((need) => found(need, source, known))];
    if (files.length > limits.files || files.length === known.length)
      throw new StudentError('import', `more than ${limits.files} files are imported; a solution needs one or two`, {
        file,
      });
  }
}

async function sent(message: LoadMessage, { send, callMs }: Loading): Promise<Reply> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(message);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
      if (!error.wasAsked && attempt < ATTEMPTS) continue;
      throw new StudentError(error.cause, loadUnanswered(error.cause, callMs), { file: message.entry });
    }
  }
}

function failure(reply: Reply, { entry, files }: LoadMessage): StudentError {
  if (reply.is === 'refused') return refused(reply.refusal as unknown as Refusal, files);
  if (reply.is === 'threw') {
    const { name, message } = reply.error;
    const place = placeOfThrow(reply.stack, files) ?? { file: entry, source: undefined };
    const what = name === '' ? message : `${name}: ${message}`;
    return new StudentError('threw', `the file throws while it is loaded: ${what}`, place, {
      source: place.source,
      console: reply.console,
    });
  }
  return new StudentError('left', neverSettles, { file: entry });
}

function refused({ kind, message, file, at, line, column }: Refusal, files: readonly SourceFile[]): StudentError {
  const source = files.find(({ path }) => path === file)?.text;
  const place = at !== undefined && source !== undefined ? placeAt(source, file, at) : { file, line, column };
  return new StudentError(kind === 'import' ? 'import' : 'syntax', printable(`${message}`), place, { source });
}

function placeAt(source: string, file: string, at: number): Place {
  const before = source.slice(0, at).split('\n');
  return { file, line: before.length, column: before.at(-1)!.length + 1 };
}

// The child names these files before any of the student's code has run; they are looked for inside the folder all the same.
function needsOf(needs: unknown): Need[] {
  const byPath = new Map((needs as Need[]).map((need) => [String(need.path), need]));
  return [...byPath.values()].filter(({ path }) => !path.split('/').includes('..'));
}

function found({ path, specifier, from, at }: Need, source: ProgramSource, files: readonly SourceFile[]): SourceFile {
  const isGiven = path === 'given.ts';
  const importer = files.find((file) => file.path === from)?.text ?? '';
  const refuse = (why: string) => new StudentError('import', why, placeAt(importer, from, at), { source: importer });
  if (!isGiven && source.reserved?.includes(path))
    throw refuse(`"${printable(specifier)}" belongs to the course and is not for your file to use. ${allowed}`);
  const text = isGiven && source.given !== undefined ? readFileSync(source.given, 'utf8') : null;
  const own = isGiven ? text : readSource(source.folder, path);
  if (own !== null) return { path, text: own };
  const why = isGiven
    ? 'this exercise has no given.ts'
    : `there is no file ${printable(path)} in this exercise's folder`;
  throw refuse(`"${printable(specifier)}" cannot be imported: ${why}`);
}
