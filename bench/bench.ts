import { parseArgs } from 'node:util';
import { type Measurement, type Timing, time } from './measurement.ts';
import { measurements } from './measurements.ts';
import { installPeers, PeersError } from './peers.ts';

const HELP = `npm run bench [-- WORD …] [-- --rounds N]

Measures this project beside vitest, bare node and other clients, which it installs into the machine's temporary
folder, and prints how long each takes (the median of N rounds, 15 unless told, fewer for what takes minutes) and our
time divided by theirs.

  WORD            only measurements whose title has one of these words
  --rounds N      how often each is timed
  --help          this text`;

class CommandLineError extends Error {}

// Not a top-level await: the program's other chunks import this one, and would wait for it for ever.
main().catch((error: unknown) => {
  const isOurs = !(error instanceof PeersError || error instanceof CommandLineError);
  console.error(isOurs ? error : error.message);
  process.exitCode = isOurs ? 3 : 2;
});

async function main(): Promise<void> {
  const { help, rounds, words } = readCommandLine();
  if (help) return console.log(HELP);
  const peers = installPeers();
  console.log(`Node ${process.versions.node} on ${process.platform}; median of ${rounds} rounds`);
  for (const measurement of measurements.filter(({ title }) => isAsked(title, words))) {
    const often = Math.min(rounds, measurement.mostRounds ?? rounds);
    report(measurement, await time(await measurement.contenders(peers), often));
  }
}

function isAsked(title: string, words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => title.includes(word));
}

function report({ title }: Measurement, [ours, ...others]: readonly Timing[]): void {
  console.log(`\n${title}`);
  console.log(`  ${ours!.name.padEnd(42)} ${inMs(ours!)}`);
  for (const other of others) {
    const [ratio, cpu] = [ours!.medianMs / other.medianMs, ours!.cpuMs / other.cpuMs];
    console.log(`  ${other.name.padEnd(42)} ${inMs(other)}   ratio ${ratio.toFixed(2)}, CPU ${cpu.toFixed(2)}`);
  }
}

function inMs({ medianMs, cpuMs }: Timing): string {
  const [wall, cpu] = [medianMs, cpuMs].map((ms) => ms.toFixed(ms < 10 ? 3 : 1).padStart(9));
  return `${wall} ms, CPU ${cpu} ms`;
}

function readCommandLine(): { help: boolean; rounds: number; words: string[] } {
  try {
    const options = { help: { type: 'boolean' }, rounds: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const rounds = Number(values.rounds ?? 15);
    if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds takes a whole number, not ${values.rounds}`);
    return { help: values.help ?? false, rounds, words: positionals };
  } catch (error) {
    throw new CommandLineError(`${error instanceof Error ? error.message : error}\nTry: npm run bench -- --help`);
  }
}
