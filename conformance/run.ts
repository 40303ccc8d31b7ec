import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judges } from './judges.ts';
import { Disagreement, type Judge, type VectorFile, type Verdict } from './verdict.ts';

/** What became of a file's vectors. `reasons` counts the skipped ones by reason. */
export interface FileResult {
  readonly name: string;
  readonly passed: number;
  readonly failures: readonly { readonly id: string; readonly message: string }[];
  readonly skipped: number;
  readonly reasons: ReadonlyMap<string, number>;
  readonly durationMs: number;
}

/** The vectors could not be read: the message says which file or folder, and why. */
export class VectorsError extends Error {
  override readonly name = 'VectorsError';
}

/** The names, without `.json`, of the vector files in a folder, sorted. Throws a VectorsError if there are none. */
export function vectorFilesIn(folder: string): readonly string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw new VectorsError(`Cannot read the folder ${folder}. Name a folder of vector files: --vectors DIR`);
  }
  const files = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  if (files.length === 0) throw new VectorsError(`There is no .json file in ${folder}, so nothing to compare with.`);
  return files.sort();
}

/** Runs every vector of one file of `folder`. Without a judge of that name, all of them are skipped. */
export async function runFile(folder: string, name: string): Promise<FileResult> {
  const started = performance.now();
  const file = readVectors(join(folder, `${name}.json`));
  const judge = Object.hasOwn(judges, name) ? (await judges[name]!()).default : cannotJudge;
  let passed = 0;
  let skipped = 0;
  const failures: { id: string; message: string }[] = [];
  const reasons = new Map<string, number>();
  for (const [index, vector] of file.vectors.entries()) {
    const verdict = verdictOn(judge, vector, file);
    if (verdict.verdict === 'passed') passed++;
    else if (verdict.verdict === 'failed') failures.push({ id: idOf(vector, index), message: verdict.message });
    else {
      skipped++;
      reasons.set(verdict.because, (reasons.get(verdict.because) ?? 0) + 1);
    }
  }
  return { name, passed, failures, skipped, reasons, durationMs: performance.now() - started };
}

function verdictOn(judge: Judge, vector: unknown, file: VectorFile): Verdict {
  try {
    return judge(vector as never, file);
  } catch (error) {
    if (error instanceof Disagreement) return { verdict: 'failed', message: error.message };
    return { verdict: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function cannotJudge(): Verdict {
  return { verdict: 'skipped', because: 'no judge knows this kind of vector' };
}

function readVectors(path: string): VectorFile {
  let file: unknown;
  try {
    file = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new VectorsError(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof file !== 'object' || file === null || !('vectors' in file) || !Array.isArray(file.vectors)) {
    throw new VectorsError(`${path} is no vector file: it has no list called "vectors".`);
  }
  return file as VectorFile;
}

function idOf(vector: unknown, index: number): string {
  const named = typeof vector === 'object' && vector !== null && 'id' in vector;
  return named ? String(vector.id) : `number ${index + 1}`;
}
