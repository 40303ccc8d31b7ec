// npm run export: what the course can be turned into for other systems.

const exporters: Readonly<Record<string, () => Promise<{ main(args: readonly string[]): void | Promise<void> }>>> = {
  quiz: () => import('../quiz/export.ts'),
  gradescope: () => import('../grader/gradescope/export.ts'),
};

const [what = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(exporters, what) ? exporters[what] : undefined;

if (load === undefined) {
  console.error(
    `Export what? There is: ${Object.keys(exporters).join(', ')}. For example: npm run -s export quiz -- --help`,
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
