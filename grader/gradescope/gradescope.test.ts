import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courseFolder, exercises, solutionText } from '../course.ts';
import { courseDigest } from '../digest.ts';
import { autograder } from './export.ts';

interface Unpacked {
  readonly path: string;
  readonly mode: number;
  readonly content: Buffer;
}

/** Reads a ZIP file from its end, as every reader does: the directory first, then the files it points at. */
function unzip(bytes: Buffer): Unpacked[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: bytes.readUInt16LE(end + 10) }, () => {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const [nameLength, offset] = [bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    const [packed, crc] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 16)];
    const path = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const start = offset + 30 + bytes.readUInt16LE(offset + 26);
    expect(bytes.toString('utf8', offset + 30, start)).toBe(path);
    const content = inflateRawSync(bytes.subarray(start, start + packed));
    expect(crc32(content)).toBe(crc);
    const mode = bytes.readUInt32LE(at + 38) >>> 16;
    at += 46 + nameLength;
    return { path, mode, content };
  });
}

const files = unzip(autograder(2026));

describe("Gradescope's zip", () => {
  it('has both scripts at its root, to be run', () => {
    expect(files.slice(0, 2).map(({ path, mode }) => [path, mode.toString(8)])).toEqual([
      ['setup.sh', '100755'],
      ['run_autograder', '100755'],
    ]);
  });

  it('is the same to the byte each time', () => {
    expect(autograder(2026).equals(autograder(2026))).toBe(true);
  });

  it('has no solution, no work of anybody and nothing hidden', () => {
    expect(files.map(({ path }) => path).filter((path) => /^solutions|\/exercise\.ts$|(^|\/)\./.test(path))).toEqual(
      [],
    );
  });
});

describe.skipIf(process.platform === 'win32')('the autograder, unpacked', { timeout: 120_000 }, () => {
  const base = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-gradescope-'));
  const results = join(base, 'results', 'results.json');
  beforeAll(() => {
    for (const { path, content, mode } of files) {
      mkdirSync(join(base, 'source', dirname(path)), { recursive: true });
      writeFileSync(join(base, 'source', path), content, { mode: mode & 0o777 });
    }
    symlinkSync(join(courseFolder, 'node_modules'), join(base, 'source', 'node_modules'));
    mkdirSync(join(base, 'submission'));
    for (const exercise of exercises.slice(0, 2))
      writeFileSync(join(base, 'submission', `${exercise.id}.ts`), solutionText(exercise));
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  const run = () =>
    spawnSync('bash', [join(base, 'source', 'run_autograder')], {
      encoding: 'utf8',
      env: { ...process.env, AUTOGRADER: base },
    });

  it('grades a submission with these checks and this seed, and says how it was isolated', () => {
    expect(run()).toMatchObject({ status: 0, stderr: expect.stringContaining('Submissions ran in') });
    const { score, extra_data: data } = JSON.parse(readFileSync(results, 'utf8')) as {
      score: number;
      extra_data: { seed: number; course: { digest: string }; isolation: { kind: string } };
    };
    expect(score).toBeGreaterThan(0);
    expect(data).toMatchObject({ seed: 2026, course: { digest: courseDigest() } });
    expect(data.isolation.kind).toMatch(/bubblewrap|another-user|process/);
  });

  it('leaves a result even where it fails itself', () => {
    rmSync(results);
    rmSync(join(base, 'source', 'src'), { recursive: true });
    expect(run().status).toBe(0);
    expect(existsSync(results)).toBe(true);
    expect(JSON.parse(readFileSync(results, 'utf8'))).toMatchObject({
      score: 0,
      output: expect.stringContaining('not to blame'),
    });
  });

  it('is made of scripts that bash can read', () => {
    for (const name of ['setup.sh', 'run_autograder'])
      expect(spawnSync('bash', ['-n', join(base, 'source', name)], { encoding: 'utf8' }).stderr).toBe('');
  });
});
