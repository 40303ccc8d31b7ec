import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import childPath from './child.ts?process';

/** The user and group that own nothing. */
const NOBODY = '65534';

/**
 * Words to put in front of the child's command (`SandboxOptions.wrap`) so that it runs as a user who owns nothing and may signal
 * nobody: for a grader that is root in a container. Null where we are not root, or the machine does not let it work, or that user
 * cannot read the child's script, which is tried out first.
 */
export function anotherUser(): readonly string[] | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const words = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--no-new-privs', '--'];
  const trial = spawnSync(words[0]!, [...words.slice(1), process.execPath, '--check', realpathSync(childPath)], {
    stdio: 'ignore',
    timeout: 20_000,
  });
  return trial.status === 0 ? words : null;
}
