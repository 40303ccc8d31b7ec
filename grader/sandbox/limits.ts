/** How much of anything a student's program may use; each is far beyond what an exercise needs. */
export const limits = {
  /** Wall-clock time for loading a file, or for one call. */
  callMs: 2_000,
  /** Time for a new child process to say it is ready; generous, because a busy machine is nobody's mistake. */
  startMs: 30_000,
  /** CPU time of one child process in all, which also ends a child whose parent was killed. */
  cpuSeconds: 60,
  /** JavaScript heap of the child process. */
  heapMb: 96,
  /** Private memory of the child process beyond what Node itself maps, where the machine can limit it. */
  memoryMb: 256,
  /** One source file. */
  sourceBytes: 64 * 1024,
  /** Files of one exercise, helpers included. */
  files: 20,
  /** One answer: values in it, nesting, and characters of text. */
  answer: { values: 200_000, depth: 100, characters: 2_000_000 },
  /** What one call may print before it is cut. */
  consoleCharacters: 2_000,
  /** The longest line a child may send. */
  lineCharacters: 16_000_000,
  /** Programs that one child process loads before a new one takes its place. */
  programsPerChild: 60,
} as const;
