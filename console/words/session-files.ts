import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from '../command.ts';
import { WordError } from './word-error.ts';

/** `save FILE` */
export const save: Command = {
  name: 'save',
  summary: 'writes what was typed in this session to a file, as a script',
  usage: ['save my-session.sh'],
  notes: ['Play it again with: load my-session.sh, or: npm run kafka my-session.sh'],
  run: ({ args: [file], session, out }) => {
    if (file === undefined) throw new WordError('Where to? Type: save my-session.sh');
    try {
      writeFileSync(file, session.script.map((line) => `${line}\n`).join(''), { flag: 'wx' });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new WordError(code === 'EEXIST' ? `${file} is there already: choose another name.` : message);
    }
    out(`${session.script.length} lines in ${file}\n`);
    return 0;
  },
};

/** `load FILE`: the shell itself runs the lines. */
export const load: Command = {
  name: 'load',
  summary: 'runs a script, and shows what it runs',
  usage: ['load my-session.sh'],
  run: ({ args: [file] }) => {
    if (file === undefined) throw new WordError('Which file? Type: load my-session.sh');
    throw new WordError(`Only one load at a time: leave ${file} out.`);
  },
};

/** The lines of a script. Throws a WordError. */
export function readScript(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .replace(/\r?\n$/, '')
      .split(/\r?\n/);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new WordError(code === 'ENOENT' ? `There is no file ${file} here.` : `${file} cannot be read: ${message}`);
  }
}

/** `reset` */
export const reset: Command = {
  name: 'reset',
  summary: 'a new, empty cluster of three brokers',
  usage: ['reset'],
  run: ({ session, out }) => {
    session.startOver();
    out('A new cluster of three brokers, without topics.\n');
    return 0;
  },
};
