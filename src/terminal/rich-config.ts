import { kindOfNumber, readNumber } from './answers.ts';
import type { Look } from './look.ts';
import type { OrderConfig } from './order-prompt.ts';
import { type Choice, letterOf, type NumberQuestion, type Option, type TextQuestion } from './ui.ts';
import { shorten, wrap } from './wrap.ts';

// What each question becomes for inquirer. The questions' own words were printed before: a prompt that is erased and
// written again at each key must stay small.

/** Inquirer's `select`, for one option. */
export function selectConfig<Value>(
  { prompt = 'Your answer', options, leave, ...rest }: Choice<Value> & { start?: Value },
  look: Look,
) {
  return {
    message: prompt,
    choices: choices(options, look, 2),
    ...('start' in rest ? { default: rest.start } : {}),
    ...list(look),
    theme: {
      ...theme(look, `Up and Down or a letter to move, Enter to choose${orLeave(leave)}`),
      icon: { cursor: look.glyph.pointer },
    },
  };
}

/** Inquirer's `checkbox`, for one or more options. */
export function checkboxConfig<Value>({ prompt = 'Your answers', options, leave }: Choice<Value>, look: Look) {
  const { glyph } = look;
  return {
    message: prompt,
    choices: choices(options, look, 2 + glyph.checked.length).map((choice, index) => ({
      ...choice,
      short: letterOf(index),
    })),
    ...list(look),
    required: true,
    // Their keys are letters, and so are the names of our options.
    shortcuts: { all: null, invert: null },
    theme: {
      ...theme(look, `Up and Down move, Space ticks, Enter when done${orLeave(leave)}`),
      icon: { cursor: glyph.pointer, checked: glyph.checked, unchecked: glyph.unchecked },
    },
  };
}

/** Our own prompt for putting options in order. */
export function orderConfig({ prompt = 'Your order', options, leave }: Choice<unknown>, look: Look): OrderConfig {
  return {
    message: prompt,
    names: choices(options, look, 6).map(({ name }) => name),
    letters: options.map((_, index) => letterOf(index)),
    pageSize: list(look).pageSize,
    leave: orLeave(leave),
    look,
  };
}

/** Inquirer's `input`, for a number: it takes what plain mode takes, such as `1_000`. */
export function numberConfig({ prompt = 'Your number', ...range }: NumberQuestion, look: Look) {
  return {
    message: `${prompt} (${kindOfNumber(range)})`,
    validate: (line: string) => {
      const reading = readNumber(line, range);
      return 'value' in reading || reading.problem;
    },
    theme: theme(look, ''),
  };
}

/** Inquirer's `input`, for a line of text. */
export function textConfig({ prompt = 'Your answer', default: byDefault }: TextQuestion, look: Look) {
  return {
    message: prompt,
    ...(byDefault === undefined ? {} : { default: byDefault }),
    validate: (line: string) => line.trim() !== '' || 'Type an answer, then Enter.',
    theme: theme(look, ''),
  };
}

function orLeave(leave: string | undefined): string {
  return leave === undefined ? '' : `, q: ${leave}`;
}

// The prompt's own line, an empty one, the help and a message need room beside the page.
function list({ rows }: Look) {
  return { pageSize: Math.max(3, rows - 4), loop: false };
}

/** `markWidth` is what the prompt itself puts before an option. */
function choices<Value>(options: readonly Option<Value>[], { width, glyph }: Look, markWidth: number) {
  return options.map(({ value, text }, index) => {
    const first = `${letterOf(index)}) `;
    const rest = ' '.repeat(markWidth + first.length);
    const [head = '', ...tail] = wrap(text, width - markWidth - 1, { first, rest: ' '.repeat(first.length) });
    const name = [head, ...tail.map((line) => rest.slice(first.length) + line)].join('\n');
    return { value, name, short: shorten(`${first}${text}`, Math.max(20, width - 20), glyph.ellipsis) };
  });
}

function theme({ style, glyph }: Look, help: string) {
  return {
    // Inquirer's own prefix turns into a green tick, which reads "right" before anything was judged.
    prefix: { idle: glyph.prompt, done: glyph.prompt },
    spinner: { interval: 80, frames: [glyph.prompt] },
    style: {
      message: (text: string) => style.heading(text),
      answer: (text: string) => style.answer(text),
      highlight: (text: string) => style.answer(text),
      error: (text: string) => style.warning(text),
      defaultAnswer: (text: string) => style.aside(`(${text})`),
      help: (text: string) => style.aside(text),
      description: (text: string) => text,
      disabled: (text: string) => style.aside(text),
      keysHelpTip: () => style.aside(help),
    },
  };
}
