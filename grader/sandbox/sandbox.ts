import type { ConversationOptions } from './conversation.ts';
import { Host } from './host.ts';
import { limits } from './limits.ts';
import { loadProgram, type ProgramSource } from './loading.ts';
import { makeProgram, type Program } from './program.ts';

export type { Exported } from './answers.ts';
export type { Program } from './program.ts';

/** How strictly, and for how long, a student's code is run. */
export interface SandboxOptions {
  /** For strangers' code: also closes the last known way to touch an object of the child's own, at the price of line numbers. */
  readonly strict?: boolean;
  /** Words in front of the child's command, for example bubblewrap and its options. */
  readonly wrap?: readonly string[];
  /** Wall-clock time for one call, and for loading a file, in ms. */
  readonly callMs?: number;
}

/** A child process in which students' programs are loaded one after the other, each in a fresh realm. */
export interface Sandbox {
  /** Loads a program; rejects with a `StudentError` when it cannot be asked anything. */
  load(source: ProgramSource): Promise<Program>;
  /** Ends the child process. */
  close(): void;
}

/** Opens a sandbox; its child process starts while the caller goes on. */
export function openSandbox(options: SandboxOptions = {}): Sandbox {
  const { strict = false, wrap, callMs = limits.callMs } = options;
  const host = new Host({ callMs, wrap } satisfies ConversationOptions);
  return {
    async load(source) {
      const loaded = await loadProgram(source, { strict, callMs, send: (message) => host.load(message) });
      return makeProgram(host, loaded, callMs);
    },
    close: () => host.close(),
  };
}
