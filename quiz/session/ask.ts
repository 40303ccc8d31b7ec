import { Left, type Look, type Reading, type Ui } from '#terminal';
import type { Reply } from './judge.ts';
import type { Posed } from './pose.ts';
import { readReply } from './read-reply.ts';
import { labelled, optionLines, optionTexts } from './screens.ts';

/** An answer, or the wish to stop. */
export type Asked = Reply | 'stop';

const HINT = -1;

/** Asks one question that is already on the screen; a hint may be asked for as often as one likes. */
export async function ask(ui: Ui, posed: Posed): Promise<Asked> {
  const { type } = posed.question;
  const isTyped = ui.look.plain || ['number', 'text', 'trace'].includes(type);
  return isTyped ? askByLines(ui, posed) : askByKeys(ui, posed);
}

/** Choosing in a terminal: arrows, letters, Space. */
async function askByKeys(ui: Ui, posed: Posed): Promise<Asked> {
  try {
    return await chooseByKeys(ui, posed);
  } catch (error) {
    if (error instanceof Left) return 'stop';
    throw error;
  }
}

async function chooseByKeys(ui: Ui, posed: Posed): Promise<Reply> {
  const leave = 'stop';
  const texts = optionTexts(posed, ui.look);
  const offered = texts.map((text, value) => ({ value, text }));
  const options = posed.hint.length === 0 ? offered : [...offered, { value: HINT, text: 'Show me a hint' }];
  for (;;) {
    if (posed.question.type === 'order') return { kind: 'order', steps: await ui.order({ options: offered, leave }) };
    const isMultiple = posed.question.type === 'multiple';
    const chosen = isMultiple ? await ui.multiple({ options, leave }) : [await ui.single({ options, leave })];
    if (!chosen.includes(HINT)) return { kind: 'options', chosen };
    ui.print('', ...hintLines(posed, ui.look), '');
  }
}

/** Typing: numbers and words in a terminal, and everything in plain mode. */
async function askByLines(ui: Ui, posed: Posed): Promise<Asked> {
  const lines = optionLines(posed, ui.look);
  const { type } = posed.question;
  if (['single', 'multiple', 'true-false', 'order'].includes(type)) ui.print(...lines);
  ui.print(ui.look.style.aside(posed.hint.length === 0 ? 'q: stop' : 'h: hint, q: stop'));
  if (type === 'trace' && posed.gaps.length > 1) return askGaps(ui, posed);
  return askLine(ui, posed, promptFor(posed), (line) => readReply(posed, line));
}

function promptFor({ question, steps }: Posed): string {
  switch (question.type) {
    case 'multiple':
      return 'Your answers (one letter or more)';
    case 'order':
      return `Your order (all ${steps.length} letters)`;
    case 'number':
      return question.unit === undefined ? 'Your number' : `Your number of ${question.unit}`;
    case 'trace':
    case 'text':
      return 'Your answer';
    default:
      return 'Your answer (one letter)';
  }
}

async function askGaps(ui: Ui, posed: Posed): Promise<Asked> {
  const texts: string[] = [];
  while (texts.length < posed.gaps.length) {
    const gap = await askLine(ui, posed, `[${texts.length + 1}]`, (line) =>
      line.trim() === '' ? { problem: 'Type what belongs there.' } : { value: line },
    );
    if (gap === 'stop') return 'stop';
    texts.push(gap);
  }
  return { kind: 'typed', texts };
}

/** Asks for a line until it is understood; `h` and `?` show the hint, `q` stops. */
async function askLine<Value>(
  ui: Ui,
  posed: Posed,
  prompt: string,
  read: (line: string) => Reading<Value>,
): Promise<Value | 'stop'> {
  for (;;) {
    const line = (await ui.text({ prompt })).trim();
    if (line.toLowerCase() === 'q') return 'stop';
    if (line.toLowerCase() === 'h' || line === '?') {
      ui.print(...hintLines(posed, ui.look));
      continue;
    }
    const reading = read(line);
    if ('value' in reading) return reading.value;
    ui.print(reading.problem);
  }
}

function hintLines(posed: Posed, look: Look): string[] {
  return posed.hint.length === 0 ? ['There is no hint for this question.'] : labelled('Hint', posed.hint, look);
}
