import type { Look } from './look.ts';
import type { Ui } from './ui.ts';

/** Opens the questions on standard input and output: rich in a terminal, line by line where the look is plain. */
export async function openUi(look: Look): Promise<Ui> {
  if (look.plain) {
    const { PlainUi } = await import('./plain-ui.ts');
    return new PlainUi(look, process.stdin, process.stdout);
  }
  // The only way to inquirer: it is slow to load, and a program that asks nothing never pays for it.
  const { RichUi } = await import('./rich-ui.ts');
  return new RichUi(look, process.stdin, process.stdout);
}
