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
