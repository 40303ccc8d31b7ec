import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './course.ts';

/** Reads a program's words and flags; whatever is off is said in one sentence. Throws UsageError. */
export function readCommandLine<Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  program: string,
) {
  try {
    return parseArgs({ options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    const [what] = (error as Error).message.split('. ');
    throw new UsageError(`${what}. To see what there is: npm run ${program} -- --help`);
  }
}

/** Reads what follows `--seed`; undefined when nothing does. Throws UsageError. */
export function readSeed(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seed = Number(text);
  if (Number.isInteger(seed) && Math.abs(seed) < 2 ** 31) return seed;
  throw new UsageError(`--seed takes a whole number below 2147483648, such as --seed 7; "${text}" is none.`);
}
