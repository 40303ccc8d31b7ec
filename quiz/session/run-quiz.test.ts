import { expect, test } from 'vitest';
import { Interrupted, Left, lookFor, type Ui } from '#terminal';
import { courseRoot } from '../course-root.ts';
import { loadCourse } from '../load-course.ts';
import { chooseByName } from './choose.ts';
import { runQuiz } from './run-quiz.ts';

const { course } = loadCourse(courseRoot);

/** A person at a terminal who gives these answers in turn: a value for a question, a letter for a line of keys. */
function person(answers: readonly unknown[]) {
  const left = [...answers];
  const screen: string[] = [];
  const offered: string[][] = [];
  const next = async (): Promise<never> => {
    if (left.length === 0) throw new Interrupted('person');
    const answer = left.shift();
    if (answer instanceof Left) throw answer;
    return answer as never;
  };
  const look = { ...lookFor({ ascii: true, 'no-color': true }), plain: false, interactive: true, width: 80 };
  const choose = ({ options }: { options: readonly { text: string }[] }) => {
    offered.push(options.map(({ text }) => text));
    return next();
  };
  const ui: Ui = {
    look,
    print: (...lines) => void screen.push(...lines),
    status: () => {},
    single: choose,
    multiple: choose,
    order: choose,
    number: next,
    text: next,
    confirm: next,
    keys: next,
    pause: next,
    close: () => void screen.push('(closed)'),
  };
  return { ui, screen, offered };
}

async function sit(name: string, answers: readonly unknown[]) {
  const { ui, screen, offered } = person(answers);
  const remembered: string[] = [];
  const { answered, interrupted } = await runQuiz({
    course,
    questions: chooseByName(course, name),
    progress: { schema: 1, seed: 0, questions: {} },
    seed: 0,
    look: ui.look,
    openUi: async () => ui,
    print: ui.print,
    remember: (id, isRight) => void remembered.push(`${id} ${isRight}`),
    watch: async (_, scenario) => void screen.push(`(watching ${scenario})`),
  });
  return { screen: screen.join('\n'), offered, remembered, answered, interrupted };
}

test('a hint is one of the things to choose, and the question is asked again', async () => {
  const { screen, offered, answered } = await sit('what-kafka-stores', [-1, 3, 'enter']);
  expect(offered).toHaveLength(2);
  expect(offered[0]!.at(-1)).toBe('Show me a hint');
  expect(screen).toContain('Hint   Think of a logbook');
  expect(answered.map(({ verdict }) => verdict.right)).toEqual([true]);
});

test('a scenario can be watched before going on, as often as one likes', async () => {
  const { screen } = await sit('read-then-deleted', [1, 'w', 'w', 'enter']);
  expect(screen.match(/\(watching two-groups\)/g)).toHaveLength(2);
  expect(screen).toMatch(/1 of 1 right[\s\S]*$/);
});

test('a question that is left stops the quiz, and keeps what was answered', async () => {
  const { remembered, answered, interrupted } = await sit('architecture', [3, 'enter', new Left()]);
  expect(remembered).toEqual(['what-kafka-stores true']);
  expect(answered).toHaveLength(1);
  expect(interrupted).toBeUndefined();
});

test('stopping keeps what was answered', async () => {
  const { remembered, answered, interrupted } = await sit('architecture', [3, 'q']);
  expect(remembered).toEqual(['what-kafka-stores true']);
  expect(answered).toHaveLength(1);
  expect(interrupted).toBeUndefined();
});

test('somebody who leaves gets the summary, and the terminal back', async () => {
  const { remembered, screen, interrupted } = await sit('architecture', [0, 'enter']);
  expect(interrupted?.exitCode).toBe(130);
  expect(remembered).toEqual(['what-kafka-stores false']);
  expect(screen).toContain('0 of 1 right');
  expect(screen.endsWith('(closed)')).toBe(true);
});

test('an order is put in order, gaps are typed one after the other', async () => {
  const ordered = await sit('order-of-durability', [[0, 1, 2, 3, 4], 'enter']);
  expect(ordered.screen).toContain('The right order:');
  expect(ordered.remembered).toEqual(['order-of-durability false']);
  const traced = await sit('create-topic', ['6', 'h', '3', 'enter']);
  expect(traced.screen).toContain('There is no hint for this question.');
  expect(traced.remembered).toEqual(['create-topic true']);
});

test('the question and its verdict, as a screen of 80 columns', async () => {
  const { screen } = await sit('no-key', [0, 'enter']);
  expect(screen).toMatchInlineSnapshot(`
    "
    Question 1 of 1                                                              .
    Records without a key
    (Partitions and keys, apply)

    What does the Java client's default partitioner do with them?


    x Not right

      x a) It deals them out, one record to each partition in turn (not right)
        It did so before 2.4. It made many small batches.

      - d) It fills a batch for one partition, then takes another one (the right
        one)
        And prefers partitions whose brokers keep up.

    Why    This is called sticky partitioning. In the long run the partitions are
           even; over a few records they are anything but.
    Read   lesson.md#partitions-and-keys
           KIP-480
           KIP-794

    (closed)

    0 of 1 right

      x  0 of 1  Say which partition a record goes to, with a key and without

    Some answers look as if you think that
      - records without a key are dealt out one by one (exercise 2)

    npm run review           what was missed: 1
    npm run quiz partitions  all questions on: Partitions and keys"
  `);
});
