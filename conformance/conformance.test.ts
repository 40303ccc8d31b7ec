import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runFile, vectorFilesIn } from './run.ts';

const folder = fileURLToPath(new URL('./fixtures', import.meta.url));

describe("the model gives Apache Kafka's answers", () => {
  it.each(vectorFilesIn(folder))('%s', async (name) => {
    const { passed, failures } = await runFile(folder, name);
    expect(failures).toEqual([]);
    expect(passed).toBeGreaterThan(0);
  });
});
