import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import childPath from './child.ts?process';

/**
 * Words to put in front of the child's command (`SandboxOptions.wrap`) so that bubblewrap takes from it what Node cannot: the
 * network, every other process, and every file but Node, its libraries and the child's own script. Null where there
 * is no bubblewrap or the machine does not let it work, which is tried out first.
 */
export function bubblewrap(): readonly string[] | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const command = folders.map((folder) => join(folder, 'bwrap')).find((path) => existsSync(path));
  if (process.platform !== 'linux' || command === undefined) return null;
  const words = [command, ...isolation, ...visible([process.execPath, realpathSync(childPath)])];
  const trial = spawnSync(command, [...words.slice(1), process.execPath, '-e', '0'], {
    stdio: 'ignore',
    timeout: 20_000,
  });
  return trial.status === 0 ? words : null;
}

const isolation = [
  '--unshare-all',
  '--die-with-parent',
  '--new-session',
  ...['--clearenv', '--setenv', 'TZ', 'UTC'],
  ...['--cap-drop', 'ALL', '--uid', '65534', '--gid', '65534', '--hostname', 'sandbox'],
];

function visible(files: readonly string[]): string[] {
  const libraries = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'].flatMap((path) => ['--ro-bind-try', path, path]);
  const bound = ['/bin/sh', ...files].flatMap((path) => ['--ro-bind', path, path]);
  return [
    ...libraries,
    ...bound,
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--dir',
    '/empty',
    '--chdir',
    '/empty',
    '--remount-ro',
    '/',
  ];
}
