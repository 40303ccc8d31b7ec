import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeFile, describeTotal } from './report.ts';
import { type FileResult, runFile, VectorsError, vectorFilesIn } from './run.ts';

const HELP = `npm run conformance [-- --vectors DIR]

Asks the reference model of src/kafka what Apache Kafka's own code was asked, and compares the answers.

  --vectors DIR   every .json file of DIR that is a list of vectors; without it, conformance/fixtures
  --help          this text

The last line is "N passed, N failed, N skipped". Exit code: 0 no vector failed, 1 some did, 2 the vectors
or the command line cannot be read, 3 this program failed.`;

class CommandLineError extends Error {}

// Not a top-level await: the judges' chunks import the program's, and would wait for it for ever.
main()
  .catch(exitCodeOf)
  .then((exitCode) => {
    process.exitCode = exitCode;
  });

async function main(): Promise<number> {
  const { help, vectors } = readCommandLine();
  if (help) {
    console.log(HELP);
    return 0;
  }
  const folder = vectors ?? fileURLToPath(new URL('./fixtures', import.meta.url));
  const results: FileResult[] = [];
  for (const name of vectorFilesIn(folder)) {
    const result = await runFile(folder, name);
    console.log(describeFile(result));
    results.push(result);
  }
  console.log(`\n${describeTotal(results)}`);
  return results.some(({ failures }) => failures.length > 0) ? 1 : 0;
}

function readCommandLine(): { help?: boolean; vectors?: string } {
  try {
    return parseArgs({ options: { help: { type: 'boolean' }, vectors: { type: 'string' } } }).values;
  } catch (error) {
    throw new CommandLineError(`${error instanceof Error ? error.message : error}\nTry: npm run conformance -- --help`);
  }
}

/** Says what went wrong: one sentence for a mistake in the vectors or the command line, a stack for one of ours. */
function exitCodeOf(error: unknown): number {
  const isOurs = !(error instanceof VectorsError || error instanceof CommandLineError);
  console.error(isOurs ? error : error.message);
  return isOurs ? 3 : 2;
}
