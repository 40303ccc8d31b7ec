// npm run new: scaffolds for those who write the course.

const scaffolds: Readonly<Record<string, () => Promise<{ main(args: readonly string[]): void | Promise<void> }>>> = {
  exercise: () => import('../grader/new-exercise.ts'),
  question: () => import('../quiz/new-question.ts'),
};

const [what = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(scaffolds, what) ? scaffolds[what] : undefined;

if (load === undefined) {
  console.error(
    `New what? There is: ${Object.keys(scaffolds).join(', ')}. For example: npm run new exercise "Log compaction"`,
  );
  process.exitCode = what === '--help' ? 0 : 2;
} else {
  try {
    await (await load()).main(args);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
  }
}

export {};
