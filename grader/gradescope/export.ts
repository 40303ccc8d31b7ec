import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSeed } from '../command-line.ts';
import { courseFolder, UsageError } from '../course.ts';
import { USUAL_SEED } from '../run.ts';
import { type ZipEntry, zip } from './zip.ts';

const HELP = `npm run export gradescope                       writes gradescope.zip, to upload as a programming assignment's autograder
npm run export gradescope -- --out FILE         writes it there
npm run export gradescope -- --seed N           grades with other inputs than the usual ones, which students know

Students upload files such as 02-partition-assignment.ts, or connect a repository. The checks and weights are this copy's.
`;

/** What a grader in a container needs, and nothing a student could wish for. */
const NEEDED = [
  'package.json',
  'package-lock.json',
  'start',
  'src',
  'grader',
  'exercises',
  'quiz/scenarios',
  'LICENSE',
];
const LEFT_OUT = /\.test\.ts$|(?:^|\/)(?:fixtures|proof)(?:\/|$)|\/exercise\.ts$|(?:^|\/)\./;

/** Writes the autograder for Gradescope. Throws UsageError. */
export function main(args: readonly string[]): void {
  const options = {
    out: { type: 'string', default: 'gradescope.zip' },
    seed: { type: 'string' },
    help: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  if (values.help) {
    console.log(HELP);
    return;
  }
  if (positionals.length > 0) throw new UsageError(`"${positionals.join(' ')}" was not expected here.\n${HELP}`);
  const bytes = autograder(readSeed(values.seed) ?? USUAL_SEED);
  writeFileSync(resolve(values.out), bytes);
  console.log(
    `${values.out} is written: ${Math.ceil(bytes.length / 1024)} KB, to upload under "Configure Autograder".`,
  );
}

/** The zip that Gradescope unpacks to /autograder/source: its two scripts at the root, and the course. */
export function autograder(seed: number): Buffer {
  const script = (name: string): ZipEntry => {
    const text = readFileSync(join(courseFolder, 'grader/gradescope', name), 'utf8').replaceAll('\r\n', '\n');
    return { path: name, content: Buffer.from(text.replaceAll('SEED', String(seed))), mode: 0o755 };
  };
  const course = NEEDED.flatMap(filesIn).map((path) => ({
    path,
    content: readFileSync(join(courseFolder, path)),
    mode: 0o644,
  }));
  return zip([script('setup.sh'), script('run_autograder'), ...course]);
}

function filesIn(path: string): string[] {
  if (LEFT_OUT.test(path)) return [];
  try {
    return readdirSync(join(courseFolder, path))
      .sort()
      .flatMap((name) => filesIn(`${path}/${name}`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [path];
    throw error;
  }
}
