import { defineConfig } from 'vitest/config';
import { course } from './start/course-plugin.mjs';

export default defineConfig({
  plugins: [course()],
  test: {
    include: ['{src,lesson,exercises,solutions,grader,quiz,console,conformance,bench,start}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './start/closing-line.ts'],
  },
});
