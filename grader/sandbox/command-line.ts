import { realpathSync } from 'node:fs';
import { limits } from './limits.ts';

/** How to start the contained process. */
export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * The command that runs `script` with as little as this Node and this machine allow: no files but the script, no processes,
 * no threads, no code from strings, and limits on CPU time and memory. `wrap` goes in front, for example bubblewrap.
 */
export function containedCommand(script: string, wrap: readonly string[] = []): CommandLine {
  const words = [...wrap, ...underLimits([process.execPath, ...nodeFlags(realpathSync(script)), realpathSync(script)])];
  return { command: words[0]!, args: words.slice(1) };
}

// Flags differ from one Node to the next, and an unknown one stops it from starting, so each is looked up.
function nodeFlags(script: string): string[] {
  const known = (flag: string) => process.allowedNodeEnvironmentFlags.has(flag);
  const permission = known('--permission') ? '--permission' : '--experimental-permission';
  return [
    permission,
    `--allow-fs-read=${script}`,
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    '--no-addons',
    ...['sqlite', 'websocket', 'webstorage'].flatMap((part) =>
      known(`--experimental-${part}`) ? [`--no-experimental-${part}`] : [],
    ),
    ...(known('--disable-sigusr1') ? ['--disable-sigusr1'] : []),
    `--max-old-space-size=${limits.heapMb}`,
    '--max-semi-space-size=4',
    '--v8-pool-size=1',
  ];
}

/** Node 24 maps half a gigabyte of address space for code; it counts as private memory though it is never touched. */
function memoryKb(): number {
  const forCode = Number(process.versions.node.split('.')[0]) >= 24 ? 528 : 0;
  return (limits.memoryMb + 48 + forCode) * 1024;
}

/** A grader that was killed takes the child with it, where the machine has a way: a student's endless loop would not notice. */
const DIE_TOGETHER =
  process.platform === 'linux'
    ? 'if setpriv --pdeathsig KILL true 2>/dev/null; then exec setpriv --pdeathsig KILL "$0" "$@"; fi; '
    : '';

function underLimits(words: readonly string[]): readonly string[] {
  if (process.platform === 'win32') return words;
  const set = `ulimit -c 0; ulimit -S -t ${limits.cpuSeconds}; ulimit -H -t ${limits.cpuSeconds + 5}; ulimit -f 0; ulimit -d ${memoryKb()}`;
  return ['/bin/sh', '-c', `{ ${set}; } 2>/dev/null; unset PWD OLDPWD SHLVL; ${DIE_TOGETHER}exec "$0" "$@"`, ...words];
}
