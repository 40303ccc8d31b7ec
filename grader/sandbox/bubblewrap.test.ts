import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bubblewrap } from './bubblewrap.ts';
import { openSandbox } from './sandbox.ts';

const wrap = bubblewrap();

describe.skipIf(wrap === null)('in bubblewrap', () => {
  const sandbox = openSandbox({ strict: true, wrap: wrap ?? [], callMs: 2_000 });
  afterAll(() => sandbox.close());
  const folder = join(import.meta.dirname, 'fixtures');

  test('a program is asked as ever, also after one that hung', async () => {
    const hung = await sandbox.load({ folder: join(folder, 'hostile'), file: 'hang-in-call.ts' });
    expect(await hung.call('ask', [])).toMatchObject({ outcome: 'timeout' });
    const full = await sandbox.load({ folder: join(folder, 'hostile'), file: 'memory-bytes.ts' });
    expect(await full.call('ask', [])).toMatchObject({ outcome: 'memory' });
    const good = await sandbox.load({ folder: join(folder, 'good'), file: 'exercise.ts' });
    expect(await good.call('partitionForKey', ['日', 7])).toMatchObject({ value: 3 });
  });

  test('there is no network, no other process and no file of the machine', () => {
    const probe = `
      const [fs, net] = [require('node:fs'), require('node:os')];
      const can = (act) => { try { return act(); } catch (error) { return error.code; } };
      console.log(JSON.stringify([
        Object.keys(net.networkInterfaces()).filter((name) => name !== 'lo'),
        can(() => process.kill(${process.pid}, 0)),
        can(() => fs.readFileSync('/etc/passwd', 'utf8').length),
        can(() => fs.readdirSync(${JSON.stringify(import.meta.dirname)})),
        can(() => fs.writeFileSync('/empty/file', '')),
        Object.keys(process.env).sort(),
        process.getuid(),
      ]));`;
    const { stdout } = spawnSync(wrap![0]!, [...wrap!.slice(1), process.execPath, '-e', probe], { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual([[], 'ESRCH', 'ENOENT', 'ENOENT', 'EROFS', ['PWD', 'TZ'], 65534]);
  });
});
