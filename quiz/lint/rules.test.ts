import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { frame, report } from '../bank/problem.ts';
import { type RuleCode, rules } from '../bank/rules.ts';
import { bankFile, surroundings } from './fixtures/surroundings.ts';
import { reviewCourse } from './review-course.ts';

const sample = readFileSync(new URL('fixtures/sample.md', import.meta.url), 'utf8');

/** One way to break the sample bank: what is swapped for what, what is said, and which words the caret stands under. */
interface Break {
  readonly code: RuleCode;
  readonly swap: readonly (readonly [string | RegExp, string])[];
  readonly says: string;
  readonly under: string;
  readonly help?: string;
}

const breaks: readonly Break[] = [
  {
    code: 'Q001',
    swap: [['---\ntitle', 'title']],
    says: 'the bank has no front matter',
    under: 'title: A sample bank',
    help: 'npm run new question',
  },
  {
    code: 'Q002',
    swap: [['---\ntitle', '---js\ntitle']],
    says: 'front matter in another language than YAML',
    under: '---js',
    help: 'write --- alone',
  },
  {
    code: 'Q003',
    swap: [['title: A sample bank', 'title: [A sample']],
    says: 'front matter is no YAML',
    under: 'section: Topics',
  },
  {
    code: 'Q004',
    swap: [['title: A sample bank', 'title: A\ntitel: B']],
    says: 'unknown key "titel"',
    under: 'titel',
    help: 'did you mean "title"?',
  },
  {
    code: 'Q005',
    swap: [['section: Topics\n', '']],
    says: '"section" is missing',
    under: '---',
    help: 'a heading of the lesson',
  },
  { code: 'Q006', swap: [['title: A sample bank', 'title: 7']], says: '"title" must be a title', under: '7' },
  {
    code: 'Q006',
    swap: [['  basics: Say what a topic is', '  Bad Goal: Say it']],
    says: '"goals.Bad Goal" must be named with small letters',
    under: 'Bad Goal',
  },
  {
    code: 'Q007',
    swap: [['section: Topics', 'section: Topic']],
    says: 'the lesson has no heading "Topic"',
    under: 'Topic',
    help: 'did you mean "Topics"?',
  },
  { code: 'Q009', swap: [[/\n## [\s\S]*/, '\n']], says: 'the file has no question', under: '' },
  {
    code: 'Q010',
    swap: [['  sums: Work', '  rest: Rest\n  sums: Work']],
    says: 'no question asks for the goal "rest"',
    under: 'rest',
  },
  {
    code: 'Q011',
    swap: [['```yaml question\nid: what-is-a-topic', '```yaml\nid: what-is-a-topic']],
    says: 'no yaml question block',
    under: '## What is a topic?',
    help: 'put ```yaml question',
  },
  {
    code: 'Q012',
    swap: [['Choose **one**.', '```yaml question\nid: x\n```']],
    says: 'a second yaml question block',
    under: '```yaml question',
  },
  {
    code: 'Q013',
    swap: [['goal: basics\ndifficulty: 1\ntags', 'goal: "basics\ndifficulty: 1\ntags']],
    says: 'this is no YAML',
    under: '',
  },
  {
    code: 'Q014',
    swap: [['difficulty: 1\ntags', 'dificulty: 1\ntags']],
    says: 'unknown key "dificulty"',
    under: 'dificulty',
    help: 'did you mean "difficulty"?',
  },
  {
    code: 'Q014',
    swap: [['  model: product', '  model: product\n  varients: 3']],
    says: 'unknown key "varients"',
    under: 'varients',
    help: 'did you mean "variants"?',
  },
  {
    code: 'Q015',
    swap: [['goal: basics\ndifficulty: 1\ntags', 'difficulty: 1\ntags']],
    says: '"goal" is missing',
    under: '```yaml question',
  },
  {
    code: 'Q016',
    swap: [['difficulty: 1\ntags', 'difficulty: 5\ntags']],
    says: '"difficulty" must be 1 (recall), 2 (apply) or 3 (reason)',
    under: '5',
  },
  {
    code: 'Q016',
    swap: [['type: single', 'type: choice']],
    says: '"type" must be one of: single, multiple',
    under: 'choice',
  },
  {
    code: 'Q016',
    swap: [['{ int: [2, 9] }', '{ int: [9, 2] }']],
    says: 'must run from the smaller number to the larger',
    under: '[9, 2]',
  },
  {
    code: 'Q017',
    swap: [['id: what-can-change', 'id: what-is-a-topic']],
    says: 'the id "what-is-a-topic" is taken by quiz/sample.md:11',
    under: 'what-is-a-topic',
  },
  {
    code: 'Q018',
    swap: [['## Which can change later?', '## What is a topic?']],
    says: 'the heading is also on line 11',
    under: '## What is a topic?',
  },
  {
    code: 'Q019',
    swap: [['goal: basics\ndifficulty: 1\ntags', 'goal: basic\ndifficulty: 1\ntags']],
    says: 'no goal "basic"',
    under: 'basic',
    help: 'did you mean "basics"?',
  },
  { code: 'Q020', swap: [['unit: GB', 'match: exact']], says: '"match" means nothing for number', under: 'match' },
  { code: 'Q021', swap: [['True or false?\n', '']], says: 'nothing is asked', under: '## Reading removes records.' },
  {
    code: 'Q022',
    swap: [[/- \[ \] A queue[\s\S]*?(?=\n### Why)/, '']],
    says: 'the question has no answers',
    under: '## What is a topic?',
  },
  {
    code: 'Q023',
    swap: [['- [x] A named log\n  > Split into partitions.', '- [ ] A named log\n  > No. {M1-02}']],
    says: 'no answer is right',
    under: '## What is a topic?',
  },
  {
    code: 'Q023',
    swap: [['- [x] {{answer}}', '- [ ] {{answer}}\n  > No. {M1-02}']],
    says: 'no answer is right',
    under: '## How much is it?',
  },
  {
    code: 'Q024',
    swap: [['- [ ] A table\n  > That is one view of it. {M1-15}', '- [x] A table']],
    says: '2 answers are right',
    under: 'A table',
  },
  {
    code: 'Q025',
    swap: [
      ['- [x] Whether a record exists', '- [ ] Whether a record exists\n  > No. {M1-02}'],
      ['- [x] How many copies there are', '- [ ] How many copies there are\n  > No. {M1-02}'],
    ],
    says: 'no answer is right',
    under: '## Which can change later?',
  },
  {
    code: 'Q026',
    swap: [['- [ ] Its offset\n  > Offsets stay. {M1-16}', '- [x] Its offset']],
    says: 'every answer is right',
    under: 'How many copies there are',
  },
  {
    code: 'Q027',
    swap: [['- [x] False', '- [x] No']],
    says: 'true-false has the answers True and False',
    under: '## Reading removes records.',
  },
  {
    code: 'Q028',
    swap: [['- [ ] A table\n  > That is one view of it. {M1-15}\n', '']],
    says: '2 answers, where 3 to 6',
    under: '## What is a topic?',
  },
  { code: 'Q029', swap: [['- [x] A named log', '- [x]']], says: 'the answer is empty', under: '- [x]' },
  {
    code: 'Q030',
    swap: [['- [ ] A table', '- [ ] A queue']],
    says: '"A queue" is also the answer on line 25',
    under: 'A queue',
  },
  ...['[]', '[X ]', '[ x]', '( )', '(x)'].map(
    (marker): Break => ({
      code: 'Q031',
      swap: [['- [ ] A table', `- ${marker} A table`]],
      says: `"${marker}" is no marker`,
      under: marker,
      help: '"- [x] "',
    }),
  ),
  { code: 'Q031', swap: [['- [ ] A table', '- [ ]A table']], says: '"[ ]" is no marker', under: '[ ]' },
  { code: 'Q032', swap: [['- [ ] A table', '- A table']], says: 'an answer without marker', under: '- A table' },
  {
    code: 'Q033',
    swap: [['  > That is one view of it. {M1-15}\n', '']],
    says: 'a wrong answer without feedback',
    under: 'A table',
  },
  { code: 'Q034', swap: [['view of it. {M1-15}', 'view of it.']], says: 'names no misconception', under: 'A table' },
  {
    code: 'Q035',
    swap: [['{M1-15}', '{M1-51}']],
    says: 'there is no misconception M1-51',
    under: '{M1-51}',
    help: 'did you mean "M1-15"?',
  },
  {
    code: 'Q036',
    swap: [['> Split into partitions.', '> Split. {M1-02}']],
    says: 'a right answer with the misconception M1-02',
    under: '{M1-02}',
  },
  {
    code: 'Q037',
    swap: [['- [ ] A table', '- [ ] All of the above']],
    says: '"All of the above" means nothing once answers are shuffled',
    under: 'All of the above',
  },
  {
    code: 'Q038',
    swap: [['one view of it.', 'like option a.']],
    says: '"option a" points at a place',
    under: 'option a',
  },
  {
    code: 'Q039',
    swap: [['- [x] A named log', '- [x] A named log that is split into partitions which lie on brokers']],
    says: 'the right answer has 62 characters, the longest wrong one 7',
    under: 'A named log that is split into partitions which lie on brokers',
  },
  {
    code: 'Q042',
    swap: [['## What is a topic?', '## Which of these is NOT a topic?']],
    says: '"NOT" is easily misread',
    under: 'NOT',
  },
  { code: 'Q043', swap: [['- [ ] {{wrong.sum}}', '- [ ] many']], says: '"many" is no number', under: 'many' },
  { code: 'Q044', swap: [['- [ ] {{wrong.sum}}', '- [ ] 9..2']], says: '"9..2" runs backwards', under: '9..2' },
  {
    code: 'Q045',
    swap: [['- [ ] {{wrong.sum}}', '- [ ] {{wrong.same}}']],
    says: 'is accepted as right',
    under: '{{wrong.same}}',
  },
  { code: 'Q046', swap: [['/acks\\s*=\\s*-1/i', '/acks(/']], says: 'the pattern is not valid', under: '`/acks(/`' },
  {
    code: 'Q047',
    swap: [['/acks\\s*=\\s*-1/i', '/(a+)+b/']],
    says: 'the pattern can take for ever',
    under: '`/(a+)+b/`',
  },
  { code: 'Q048', swap: [['- [ ] `acks=1`', '- [ ] acks=1']], says: 'stands in backticks', under: 'acks=1' },
  {
    code: 'Q049',
    swap: [['- [ ] `acks=1`', '- [ ] `ACKS = -1`']],
    says: '"ACKS = -1" is accepted as right',
    under: '`ACKS = -1`',
  },
  {
    code: 'Q049',
    swap: [['- [ ] gap 1: 1', '- [ ] gap 2: one']],
    says: '"one" is what belongs into gap 2',
    under: 'gap 2: one',
  },
  { code: 'Q050', swap: [['- [ ] `acks=1`', '- [ ] `q`']], says: '"q" is a command of the quiz', under: '`q`' },
  {
    code: 'Q051',
    swap: [['3. Acknowledge\n', '']],
    says: 'an order has 3 to 8 steps, this one 2',
    under: '## In which order?',
  },
  { code: 'Q052', swap: [['3. Acknowledge', '3. Append']], says: 'the same step twice', under: 'Append' },
  {
    code: 'Q053',
    swap: [['- [ ] 1 3 2', '- [ ] 1 2 3']],
    says: '"1 2 3" is no wrong order of the 3 steps',
    under: '1 2 3',
  },
  {
    code: 'Q053',
    swap: [['- [ ] 1 3 2', '- [ ] 1 2']],
    says: '"1 2" is no wrong order of the 3 steps',
    under: '1 2',
    help: '- [ ] 3 2 1',
  },
  {
    code: 'Q054',
    swap: [
      ['[[0]]', '0'],
      ['[[1 or one]]', '1'],
    ],
    says: 'the trace has no gaps',
    under: '## Fill in the offsets.',
  },
  { code: 'Q046', swap: [['[[1 or one]]', '[[/(/]]']], says: 'the pattern is not valid', under: '/(/' },
  { code: 'Q055', swap: [['[[1 or one]]', '[[ ]]']], says: 'a gap is empty or not closed', under: '[[' },
  {
    code: 'Q056',
    swap: [['- [ ] gap 1: 1', '- [ ] gap 3: 1']],
    says: 'this names no gap of the trace',
    under: 'gap 3: 1',
    help: 'up to gap 2',
  },
  {
    code: 'Q057',
    swap: [['Choose **one**.', 'Choose [[1]].']],
    says: 'a gap in a question that is no trace',
    under: '[[',
  },
  {
    code: 'Q058',
    swap: [['model: product', 'model: produkt']],
    says: 'there is no model "produkt"',
    under: 'produkt',
    help: 'did you mean "product"?',
  },
  {
    code: 'Q059',
    swap: [['    replicas: {', '    replica: 2\n    replicas: {']],
    says: 'has no parameter "replica"',
    under: 'replica',
    help: 'did you mean "replicas"?',
  },
  {
    code: 'Q060',
    swap: [['    replicas: { pick: [2, 3] }\n', '']],
    says: 'the model product needs "replicas"',
    under: 'given',
  },
  {
    code: 'Q061',
    swap: [['{ int: [2, 9] }', '{ int: [-3, 0] }']],
    says: 'in variant 0 (partitions=',
    under: '{ int: [-3, 0] }',
  },
  {
    code: 'Q062',
    swap: [['    replicas: {', '    off: 9\n    replicas: {']],
    says: 'the model product failed: off the scale',
    under: 'product',
  },
  {
    code: 'Q063',
    swap: [['as {{show.sum}} shows', 'as {{show.sun}} shows']],
    says: 'gives nothing named "show.sun"',
    under: '{{show.sun}}',
    help: 'did you mean "show.sum"?',
  },
  {
    code: 'Q064',
    swap: [['Choose **one**.', 'Choose {{answer}}.']],
    says: '"{{answer}}" in a question that is not computed',
    under: '{{answer}}',
  },
  {
    code: 'Q065',
    swap: [
      ['type: number\n', 'type: single\n'],
      ['unit: GB\n', ''],
      ['{{wrong.sum}}\n  > You added. {M1-14}', '{{wrong.same}}\n  > You added. {M1-14}\n- [ ] 77\n  > No. {M1-14}'],
    ],
    says: 'in variant 0 (partitions=',
    under: '{{wrong.same}}',
  },
  {
    code: 'Q066',
    swap: [
      ['{ int: [2, 9] }', '4'],
      ['{ pick: [2, 3] }', '3'],
      ['variants: 6', 'variants: 2'],
      ['    partitions', '    label: { pick: [a, b] }\n    partitions'],
    ],
    says: 'every variant has the same right answer',
    under: 'compute',
  },
  { code: 'Q067', swap: [['- [x] {{answer}}', '- [x] 4711']], says: 'the right answer is not computed', under: '4711' },
  { code: 'Q068', swap: [['variants: 6', 'variants: 40']], says: 'only 15 of 40 variants', under: '40' },
  { code: 'Q069', swap: [['KIP-98,', 'somewhere,']], says: '"somewhere" is no source', under: 'somewhere' },
  {
    code: 'Q070',
    swap: [['[../lesson.md#topics', '[../lessen.md#topics']],
    says: 'there is no file ../lessen.md',
    under: '../lessen.md#topics',
  },
  {
    code: 'Q071',
    swap: [['[../lesson.md#topics', '[../lesson.md#topic']],
    says: '../lesson.md has no heading #topic',
    under: '../lesson.md#topic',
    help: 'did you mean "#topics"?',
  },
  {
    code: 'Q072',
    swap: [['[../lesson.md#topics, KIP-98,', '[KIP-98,']],
    says: 'no source in the lesson',
    under: 'KIP-98',
  },
  {
    code: 'Q073',
    swap: [['(../lesson.md#topics)', '(../lesson.md#tropics)']],
    says: 'the link ../lesson.md#tropics) leads nowhere'.replace(')', ''),
    under: '../lesson.md#tropics',
  },
  {
    code: 'Q074',
    swap: [['scenario: two-groups', 'scenario: two-group']],
    says: 'there is no scenario "two-group"',
    under: 'two-group',
    help: 'did you mean "two-groups"?',
  },
  {
    code: 'Q075',
    swap: [[/### Why\n\nA topic.*\n/, '']],
    says: 'the question has no ### Why',
    under: '## What is a topic?',
  },
  {
    code: 'Q076',
    swap: [['### Hint', '### Hints']],
    says: 'unknown section "Hints"',
    under: '### Hints',
    help: 'did you mean "### Hint"?',
  },
  { code: 'Q077', swap: [['### Hint', '### Why']], says: 'a second section "Why"', under: '### Why' },
  { code: 'Q078', swap: [['Think of a logbook.', '']], says: 'the section "Hint" is empty', under: '### Hint' },
  {
    code: 'Q079',
    swap: [['view of it. {M1-15}\n', 'view of it. {M1-15}\n\nChoose wisely.\n']],
    says: 'nothing is shown after the answers',
    under: 'Choose wisely.',
  },
  {
    code: 'Q080',
    swap: [['- [ ] A table\n', '- [ ] A table\n\n  of rows\n\n']],
    says: 'an answer has one paragraph and one quote',
    under: 'of rows',
  },
  {
    code: 'Q081',
    swap: [['### Hint', '#### Hint']],
    says: 'a heading of level 4 inside a question',
    under: '#### Hint',
  },
  { code: 'Q082', swap: [['Choose **one**.', '```\ncode\n```']], says: 'a code block without language', under: '```' },
  {
    code: 'Q083',
    swap: [['Choose **one**.', `\`\`\`text\n${'-'.repeat(76)}too wide\n\`\`\``]],
    says: '84 characters, where 76 fit',
    under: 'too wide',
  },
  { code: 'Q084', swap: [['Choose **one**.', 'Choose <b>one</b>.']], says: 'neither HTML nor pictures', under: '<b>' },
  { code: 'Q085', swap: [['Choose **one**.', '```js\ncode']], says: 'the code block is never closed', under: '```js' },
  { code: 'Q086', swap: [['Choose **one**.', 'Choose â€œoneâ€.']], says: 'was decoded wrongly', under: 'â€œ' },
  { code: 'Q087', swap: [['Choose **one**.', 'Choose\tone.']], says: 'a tab', under: '\t' },
  {
    code: 'Q088',
    swap: [['Choose **one**.', 'Choose \u200bone.']],
    says: 'an invisible character, U+200B',
    under: '\u200b',
  },
];

const broken = (swap: Break['swap']) =>
  swap.reduce((text, [from, to]) => {
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`the sample bank has no ${from}`);
    return changed;
  }, sample);

test('the sample bank is whole', () => {
  const { course, problems } = reviewCourse([bankFile(sample)], surroundings);
  expect(report(problems, [])).toBe('0 errors, 0 warnings');
  expect(course.banks[0]?.questions.map(({ type }) => type)).toEqual([
    'single',
    'multiple',
    'true-false',
    'number',
    'text',
    'order',
    'trace',
  ]);
});

describe('each rule speaks, at the right place', () => {
  test.each(breaks.map((each) => [each.code, each.says, each] as const))(
    '%s %s',
    (code, says, { swap, under, help }) => {
      const file = bankFile(broken(swap));
      const { problems } = reviewCourse([file], surroundings);
      const found = problems.filter((each) => each.code === code && each.message.includes(says));
      expect(found, report(problems, [file])).toHaveLength(1);
      const { line, column, length } = found[0]!;
      expect((file.lines[line - 1] ?? '').slice(column - 1, column - 1 + length)).toContain(under);
      if (help !== undefined) expect(found[0]!.help).toContain(help);
    },
  );

  const single = (n: number, answers: string) => `
## Question ${n}?

\`\`\`yaml question
id: question-${n}
type: single
goal: basics
difficulty: 1
source: ../lesson.md#topics
\`\`\`

${answers}
### Why

Because.
`;
  const wrong = (text: string) => `- [ ] ${text}\n  > No. {M1-02}\n`;

  test('Q008 two banks do not share a title', () => {
    const { problems } = reviewCourse(
      [bankFile(sample), bankFile(sample.replaceAll(/^id: /gm, 'id: other-'), 'twin')],
      surroundings,
    );
    expect(problems.map(({ code, message, file, line, column }) => ({ code, message, file, line, column }))).toEqual([
      {
        code: 'Q008',
        message: '"A sample bank" is also the title of quiz/sample.md',
        file: 'quiz/twin.md',
        line: 2,
        column: 8,
      },
    ]);
  });

  test('Q040 the right answer always first', () => {
    const more = [1, 2, 3].map((n) => single(n, `${wrong('four')}- [x] one\n${wrong('seven')}`)).join('');
    const { problems } = reviewCourse([bankFile(sample + more)], surroundings);
    expect(problems.map(({ code, message, line }) => ({ code, message, line }))).toEqual([
      { code: 'Q040', message: 'the right answer has the same place in all 4 single choices', line: 11 },
    ]);
  });

  test('Q041 the right answer always the longest', () => {
    const more = [1, 2, 3].map((n) => single(n, `- [x] seven\n${wrong('one')}${wrong('two')}`)).join('');
    const { problems } = reviewCourse([bankFile(sample + more)], surroundings);
    expect(problems.map(({ code, message, line }) => ({ code, message, line }))).toEqual([
      { code: 'Q041', message: 'the right answer is the longest in all 4 single choices', line: 11 },
    ]);
  });

  test('every rule is broken by one of these tests', () => {
    const tested = new Set<string>([...breaks.map(({ code }) => code), 'Q008', 'Q040', 'Q041']);
    expect(Object.keys(rules).filter((code) => !tested.has(code))).toEqual([]);
  });
});

test('a problem is printed with its place, its line, a caret and a help line', () => {
  const file = bankFile(sample.replace('difficulty: 1\ntags', 'dificulty: 1\ntags'));
  const { problems } = reviewCourse([file], surroundings);
  expect(frame(problems.find(({ code }) => code === 'Q014')!, file)).toMatchInlineSnapshot(`
    "quiz/sample.md:17:1: error Q014: unknown key "dificulty"
       |
    17 | dificulty: 1
       | ^^^^^^^^^
       = help: did you mean "difficulty"?"
  `);
});

test('lines count the same with carriage returns and a byte order mark', () => {
  const windows = `\uFEFF${sample.replace('id: which-order', 'id: which order').replaceAll('\n', '\r\n')}`;
  const { problems } = reviewCourse([bankFile(windows)], surroundings);
  const line = sample.split('\n').indexOf('id: which-order') + 1;
  expect(problems.map((each) => [each.code, each.line, each.column])).toEqual([['Q016', line, 5]]);
});

test('front matter never runs code', () => {
  const spelled = ['---js', '---javascript', '---JS', '--- js', '---coffee', '---json'];
  for (const opening of spelled) {
    const file = bankFile(`${opening}\n(globalThis.wasRun = true, {})\n---\n\n## A?\n`);
    expect(reviewCourse([file], surroundings).problems.map(({ code }) => code)).toContain('Q002');
  }
  expect(globalThis).not.toHaveProperty('wasRun');
});
