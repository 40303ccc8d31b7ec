import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Look, lookFor, lookOptions, runProgram } from '#terminal';

const HELP = `npm run kafka                    a prompt: Kafka's own commands, on a model of Kafka that you can break
npm run kafka play crash-loses   the prompt, with one of the course's scenarios on the stage
npm run kafka my-session.sh      runs a script (so does npm run kafka < my-session.sh)

At the prompt, help says what can be typed, and help COMMAND more about one.

After two dashes (npm keeps flags for itself without them):
  --plain, --ascii, --no-color

Exit code, of a script: that of its first command that failed, 0 if none did, 2 if it cannot be read.
`;

class CommandLineError extends Error {
  readonly exitCode = 2;
}

runProgram(async () => {
  const { flags, words } = readCommandLine();
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const look = lookFor(flags);
  const [first] = words;
  const isScript = words.length === 1 && first !== undefined && isFile(first);
  if (!look.interactive || isScript) return runLines(words, isScript, look);
  const [{ converse }, { keptHistory }] = await Promise.all([import('./interactive.ts'), import('./history.ts')]);
  if (words.length === 0)
    process.stdout.write('A Kafka of three brokers to play with: help says how, Ctrl-D leaves.\n');
  return converse(look, keptHistory(), async (output) =>
    (await import('./machinery.ts')).machinery(look, words, output),
  );
});

/** A script: from a file, or from standard input behind what stands on the command line. */
async function runLines(words: readonly string[], isScript: boolean, look: Look): Promise<number> {
  const { runScript } = await import('./batch.ts');
  const { readScript, standardInput } = await import('./script-lines.ts');
  const [file = ''] = words;
  return runScript(isScript ? readScript(file) : standardInput(words.join(' ')), look);
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Our flags stand before the first word; what follows is a command of the console's. */
function readCommandLine() {
  const args = process.argv.slice(2);
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  const own = at < 0 ? args : args.slice(0, at);
  try {
    const { values } = parseArgs({
      args: own,
      options: { ...lookOptions, help: { type: 'boolean' }, ci: { type: 'boolean' } },
    });
    return { flags: values, words: at < 0 ? [] : args.slice(at) };
  } catch (error) {
    const [what] = (error as Error).message.split('. ');
    throw new CommandLineError(`${what}. To see what there is: npm run kafka -- --help`);
  }
}
