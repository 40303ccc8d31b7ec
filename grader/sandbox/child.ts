// The process in which a student's code runs. It reads a question, lets the student's realm answer, writes the answer,
// and reads the next: strictly one after the other, with no event loop, so that nothing the code leaves behind can
// ever run. It holds no expected answer and no secret. The parent, which does, believes nothing it says but data.

import { type Context, compileFunction, createContext, Script } from 'node:vm';
import { freezeHost } from './child/freeze-host.ts';
import { makeLineReader, writeLine } from './child/lines.ts';
import { linkProgram, type Unlinked } from './child/link-program.ts';
import { syntaxSentence } from './child/syntax-sentence.ts';
import { optimiseLate } from './engine.ts';
import { preludeText } from './guest/prelude.ts';
import type { RunFile, Runtime } from './guest/runtime.ts';
import type { LoadMessage, Refusal } from './messages.ts';

interface Realm {
  readonly runtime: Runtime;
  /** Lets the realm's microtasks run until there are none. */
  settle(): void;
}

const nothing = new Script('0');
const exit = process.exit.bind(process);
const nextLine = makeLineReader();
let realm: Realm | null = null;

optimiseLate();
freezeHost();
writeLine('ready');
for (let line = nextLine(); line !== null; line = nextLine()) writeLine(answer(line));
exit(0);

function answer(line: string): string {
  if (line.startsWith('{')) return JSON.stringify(load(JSON.parse(line) as LoadMessage)) ?? settled();
  const end = line.indexOf(' ');
  realm!.runtime.call(line.slice(0, end), line.slice(end + 1));
  return settled();
}

function settled(): string {
  realm!.settle();
  return realm!.runtime.answer();
}

/** Compiles and starts a program; what is returned kept it from starting. */
function load({ entry, files, strict }: LoadMessage): Unlinked | undefined {
  realm = null;
  const modules = linkProgram(files);
  if ('is' in modules) return modules;
  const opened = openRealm(strict);
  for (const { path, code, targets } of modules) {
    const run = compileBody(path, code, opened.context);
    if (typeof run !== 'function') return { is: 'refused', ...run };
    opened.runtime.define(path, run, JSON.stringify(targets));
  }
  realm = opened;
  realm.runtime.start(entry);
  return undefined;
}

function openRealm(strict: boolean) {
  const context = createContext(Object.create(null), {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  const runtime = new Script(preludeText({ strict }), { filename: 'prelude' }).runInContext(context) as Runtime;
  return { context, runtime, settle: () => void nothing.runInContext(context) };
}

function compileBody(path: string, code: string, context: Context): RunFile | Refusal {
  try {
    return compileFunction(code, ['exports', 'require'], { filename: path, parsingContext: context }) as RunFile;
  } catch (error) {
    // V8 writes the place above the message: "exercise.ts:3".
    const line = Number(/^.*:(\d+)$/m.exec((error as Error).stack ?? '')?.[1] ?? 0);
    const place = line > 0 ? { line } : {};
    return { kind: 'syntax', message: syntaxSentence(error, code), file: path, ...place };
  }
}
