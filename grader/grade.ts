import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Look, lookFor, lookOptions, runProgram, statusLine } from '#terminal';
import type { Isolation } from './class/isolation.ts';
import { submissionIn } from './class/students.ts';
import { readCommandLine, readSeed } from './command-line.ts';
import { exercises, select, UsageError } from './course.ts';
import { Desk, type Whose, workOf } from './desk.ts';
import { formatNames, loadFormat } from './formats.ts';
import { progressLine } from './progress-line.ts';
import { type Report, toJson } from './report.ts';
import { runBriefly } from './sandbox/engine.ts';
import { openSandbox } from './sandbox/sandbox.ts';

const HELP = `npm run grade                   grade everything
npm run grade 2                 grade exercise 2 (also 02, partition-assignment, or a path to its file)
npm run grade 2.3@42:17:0       grade the very input of that token again

After -- :
  --seed N             other inputs than the usual ones
  --submission PATH    grade the files in PATH: a clone, or flat files such as 02-partition-assignment.ts
  --isolated           runs it as strangers' code, as strictly as this machine can, and says how strictly that is
  --require KIND       with --isolated: refuses to grade with less than bubblewrap, another-user or process
  --json               one JSON document on standard output
  --format F           ${formatNames.join(', ')}
  --out FILE           write the report there
  --plain  --ascii  --no-color  --ci  --help

It exits with 0 when everything passed, 1 when something is left to do, 2 when the content or the command line is wrong,
and 3 when the grader itself failed.
`;

const flagOptions = {
  ...lookOptions,
  seed: { type: 'string' },
  submission: { type: 'string' },
  isolated: { type: 'boolean' },
  require: { type: 'string' },
  json: { type: 'boolean' },
  format: { type: 'string' },
  out: { type: 'string' },
  ci: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

runProgram(async () => {
  const { values: flags, positionals } = readCommandLine(flagOptions, 'grade');
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const look = lookFor(flags);
  if (isConversation(flags, positionals, look)) {
    const { startSession } = await import('./session/start-session.ts');
    return startSession(look, new Desk());
  }
  const selections = positionals.length > 0 ? positionals.map(select) : exercises.map((exercise) => ({ exercise }));
  const format = flags.format === undefined ? null : await loadFormat(flags.format);
  const whose = flags.submission === undefined ? new Desk() : { submission: submissionIn(flags.submission) };
  const seed = readSeed(flags.seed);
  runBriefly();
  const isolation = flags.isolated ? await isolate(flags.require) : undefined;
  // The child starts while the checks, and what they are written in, are loaded.
  const sandbox = openSandbox(isolation && { strict: true, ...(isolation.wrap && { wrap: isolation.wrap }) });
  const { gradeAll } = await import('./run.ts');
  const line = progressLine(statusLine(process.stdout, look));
  const graded = await gradeAll(selections, whose, sandbox, { seed, onCheck: line.show });
  const report = { ...graded, ...(isolation && { isolation: { kind: isolation.kind, network: isolation.network } }) };
  line.clear();
  sandbox.close();
  write(
    format
      ? format(report)
      : flags.json
        ? `${JSON.stringify(toJson(report), null, 2)}\n`
        : await asText(report, whose, look),
    flags.out,
  );
  const outcomes = report.exercises.map(({ outcome }) => outcome);
  if (outcomes.includes('grader-error')) return 3;
  return outcomes.every((outcome) => outcome === 'passed') ? 0 : 1;
});

/** A person at a terminal who names nothing in particular gets a conversation; everything else, a report. */
function isConversation(flags: Readonly<Record<string, unknown>>, words: readonly string[], look: Look): boolean {
  const asksForReport = ['seed', 'submission', 'isolated', 'json', 'format', 'out', 'ci'].some(
    (flag) => flags[flag] !== undefined,
  );
  return look.interactive && words.length === 0 && !asksForReport;
}

async function isolate(required: string | undefined): Promise<Isolation> {
  const { strictestIsolation, tellIsolation } = await import('./class/isolation.ts');
  const isolation = strictestIsolation(required);
  process.stderr.write(`${tellIsolation(isolation)}\n`);
  return isolation;
}

async function asText(report: Report, whose: Whose, look: Look): Promise<string> {
  const { reportScreen } = await import('./screens/report-screen.ts');
  const lines = reportScreen(report.exercises, (exercise) => workOf(whose, exercise), look);
  return `${[...lines, ...(await afterAPass(report, whose, look))].join('\n')}\n`;
}

/** At a student's own desk a pass is followed by the one thing to do next; the overview of all has said it already. */
async function afterAPass({ exercises: graded }: Report, whose: Whose, look: Look): Promise<string[]> {
  if ('submission' in whose || graded.length > 1 || graded[0]?.outcome !== 'passed') return [];
  const { whatNext } = await import('./screens/overview.ts');
  const { nextOf, standingsAt } = await import('./standing.ts');
  return ['', ...whatNext(nextOf(standingsAt(whose, exercises)), look)];
}

function write(text: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(resolve(file), text);
  } catch (error) {
    throw new UsageError(`The report could not be written to ${file}: ${(error as Error).message}`);
  }
}
