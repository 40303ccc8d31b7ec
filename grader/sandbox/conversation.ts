import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import childPath from './child.ts?process';
import { containedCommand } from './command-line.ts';
import { limits } from './limits.ts';
import { Patience } from './patience.ts';

/** Why a contained process came to its end. */
export type Cause = 'timeout' | 'memory' | 'left';

/** What a question gets instead of an answer when the process is gone. */
export class Gone extends Error {
  /** `wasAsked` tells whether the process was at work on this very question. */
  constructor(
    override readonly cause: Cause,
    readonly wasAsked: boolean,
  ) {
    super(`the contained process is gone: ${cause}`);
  }
}

interface Waiting {
  readonly answered: (line: string) => void;
  readonly lost: (error: Error) => void;
}

interface End {
  readonly cause: Cause;
  /** True when the process ended over the question it was asked. */
  readonly isFault: boolean;
}

/** How a conversation is held. */
export interface ConversationOptions {
  /** Wall-clock time for one answer, in ms. */
  readonly callMs: number;
  /** Words in front of the command, for example bubblewrap and its options. */
  readonly wrap?: readonly string[] | undefined;
}

/**
 * One contained process, asked a line at a time. Questions may be asked ahead; they are answered in order, each within the time
 * limit, and when one is not, the process is killed and every question still open is told so.
 */
export class Conversation {
  readonly #process: ChildProcess;
  readonly #patience: Patience;
  readonly #waiting: Waiting[] = [];
  #unsent: string[] = [];
  #unread = '';
  #complaints = '';
  #isReady = false;
  #end: End | undefined;

  constructor({ callMs, wrap }: ConversationOptions) {
    const { command, args } = containedCommand(childPath, wrap);
    const cwd = join(dirname(childPath), 'empty');
    mkdirSync(cwd, { recursive: true });
    this.#process = spawn(command, args, { cwd, env: { TZ: 'UTC' }, stdio: 'pipe', windowsHide: true });
    this.#process.stdout!.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#process.stderr!.setEncoding('utf8').on('data', (text: string) => {
      if (this.#complaints.length < 20_000) this.#complaints += text;
    });
    // A process that is gone closes its pipe; what that means is told by its exit.
    this.#process.stdin!.on('error', () => {});
    this.#process.on('error', (error) => this.#close(error));
    this.#process.on('close', (code, signal) => this.#close({ code, signal }));
    // Should something else hold on to its pipes, they do not close with it.
    this.#process.on('exit', (code, signal) => setTimeout(() => this.#close({ code, signal }), 1_000).unref());
    this.#patience = new Patience(callMs, this.#process.pid, () => this.#runOut());
    this.#patience.restart(limits.startMs);
    alive.add(this.#process);
  }

  /** True until the process has ended or has been told to. */
  get isOpen(): boolean {
    return this.#end === undefined;
  }

  /** True when no question is open. */
  get isIdle(): boolean {
    return this.#waiting.length === 0;
  }

  /** The answer to one line, which must hold no line break; rejects with `Gone` when there will be none. */
  ask(line: string): Promise<string> {
    return new Promise((answered, lost) => {
      if (this.#end !== undefined) {
        lost(new Gone(this.#end.cause, false));
        return;
      }
      if (this.#isReady && this.#waiting.length === 0) this.#patience.restart();
      this.#waiting.push({ answered, lost });
      this.#unsent.push(line);
      if (this.#unsent.length === 1) queueMicrotask(() => this.#send());
    });
  }

  /** Ends the process at once, through no fault of any open question. */
  end(): void {
    this.#kill({ cause: 'left', isFault: false });
  }

  #kill(end: End): void {
    this.#end ??= end;
    this.#patience.stop();
    this.#process.kill('SIGKILL');
  }

  #send(): void {
    const lines = this.#unsent;
    this.#unsent = [];
    this.#process.stdin!.write(`${lines.join('\n')}\n`);
  }

  #read(text: string): void {
    if (this.#end !== undefined) return;
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      const line = this.#unread + text.slice(start, end);
      this.#unread = '';
      start = end + 1;
      this.#hear(line);
    }
    this.#unread += text.slice(start);
    if (this.#unread.length > limits.lineCharacters) this.#kill({ cause: 'left', isFault: true });
    else if (this.#waiting.length === 0) this.#patience.stop();
    // Only a whole line counts as a sign of life.
    else if (start > 0) this.#patience.restart();
  }

  #hear(line: string): void {
    if (!this.#isReady && line === 'ready') {
      this.#isReady = true;
      return;
    }
    const first = this.#waiting.shift();
    // Nothing was asked: whatever speaks there is not our side of the pipe.
    if (first === undefined) this.end();
    else first.answered(line);
  }

  // When this process itself was held up, the answer may be there, unread: it gets one more turn to arrive.
  #runOut(): void {
    const open = this.#waiting[0];
    setImmediate(() => {
      if (this.#end === undefined && this.#waiting[0] === open) this.#kill({ cause: 'timeout', isFault: true });
    });
  }

  #close(how: Error | { code: number | null; signal: string | null }): void {
    alive.delete(this.#process);
    this.#patience.stop();
    this.#end ??= {
      cause: how instanceof Error ? 'left' : causeOf(how.code, how.signal, this.#complaints),
      isFault: true,
    };
    const [first, ...others] = this.#waiting.splice(0);
    if (!this.#isReady) {
      const failed = new Error(`The process that runs a student's code could not be started: ${this.#whyNot(how)}`);
      for (const waiting of [first, ...others]) waiting?.lost(failed);
      return;
    }
    const { cause, isFault } = this.#end;
    first?.lost(new Gone(cause, isFault));
    for (const waiting of others) waiting.lost(new Gone(cause, false));
  }

  #whyNot(how: Error | { code: number | null; signal: string | null }): string {
    if (how instanceof Error) return how.message;
    return `${this.#complaints.trim() || 'it said nothing'} (exit code ${how.code}, signal ${how.signal})`;
  }
}

function causeOf(code: number | null, signal: string | null, complaints: string): Cause {
  if (signal === 'SIGXCPU') return 'timeout';
  const isOutOfMemory = /out of memory|Allocation failed|bad_alloc/i.test(complaints);
  const isAbort = signal !== null && ['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGKILL'].includes(signal);
  return isOutOfMemory || isAbort || code === 134 || code === 133 ? 'memory' : 'left';
}

const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});
