import scenarios from 'course:scenarios';
import { snapshotOf } from '#kafka';
import { drawSnapshot, tellEntry } from '#picture';
import { columns, wrap } from '#terminal';
import type { Command, Context } from '../command.ts';
import type { Playback, Scenario } from '../session.ts';
import { WordError } from './word-error.ts';

/** `play crash-loses` */
export const play: Command = {
  name: 'play',
  summary: "puts one of the course's scenarios on the stage, to be played step by step",
  usage: [
    'play                    names the scenarios',
    'play crash-loses        then next, back, end',
    'play crash-loses all    every step at once',
  ],
  notes: [
    'While it plays, every command works on its cluster: describe, draw, change something and see what comes of it.',
    'Going back plays it again from the start, without your changes. Your own cluster waits until: end',
  ],
  run: (context) => {
    const [name, what] = context.args;
    if (name === undefined) return listScenarios(context);
    const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
    if (scenario === undefined) throw new WordError(`There is no scenario ${name}. Type play to see those there are.`);
    const playback = context.session.play(scenario, 0);
    introduce(scenario, context);
    showStage(playback, context);
    while (what === 'all' && context.session.playOn() !== undefined) showStep(context.session.playback!, context);
    if (what !== 'all') context.out('\nnext plays the first step.\n');
    return 0;
  },
  complete: (_, words) => (words.length === 0 ? Object.keys(scenarios) : ['all']),
};

/** `next` */
export const next: Command = {
  name: 'next',
  summary: 'plays the next step of the scenario (Enter does the same)',
  usage: ['next'],
  run: (context) => {
    const { scenario } = playbackOf(context);
    const playback = context.session.playOn();
    if (playback === undefined) {
      context.out(`That was all of it: ${scenario.steps.length} steps. back, or end\n`);
      return 0;
    }
    showStep(playback, context);
    return 0;
  },
};

/** `back` */
export const back: Command = {
  name: 'back',
  summary: 'goes back to the step before',
  usage: ['back'],
  run: (context) => {
    const { scenario, played } = playbackOf(context);
    if (played === 0) throw new WordError('This is the beginning. next plays the first step.');
    const playback = context.session.play(scenario, played - 1);
    if (playback.played === 0) showStage(playback, context);
    else showStep(playback, context);
    return 0;
  },
};

/** `end` */
export const end: Command = {
  name: 'end',
  summary: 'takes the scenario off the stage; your own cluster is as it was',
  usage: ['end'],
  run: (context) => {
    playbackOf(context);
    context.session.endPlay();
    context.out('Back on your own cluster.\n');
    return 0;
  },
};

function listScenarios({ out, canvas }: Context): number {
  const rows = Object.entries(scenarios).map(([name, { title }]) => [name, title]);
  for (const line of columns(rows, canvas)) out(`${line}\n`);
  if (rows.length > 0) out(`\nplay ${rows[0]?.[0]}\n`);
  return 0;
}

function playbackOf({ session }: Context): Playback {
  if (session.playback !== undefined) return session.playback;
  throw new WordError('No scenario is being played. Type play to see those there are.');
}

function introduce({ title, watch }: Scenario, { out, canvas }: Context): void {
  out(`${title}\n${wrap(watch, canvas.width).join('\n')}\n\n`);
}

function showStage({ player }: Playback, { out, canvas }: Context): void {
  show(
    [
      'Before the first step',
      ...drawSnapshot(snapshotOf(player.cluster, player.findConsumer), canvas, { cells: 'records' }),
    ],
    out,
  );
}

function showStep({ played, scenario, entry }: Playback, { out, canvas }: Context): void {
  if (entry === undefined) return;
  const picture = drawSnapshot(entry.after, canvas, { cells: 'records' });
  show(['', `Step ${played} of ${scenario.steps.length}`, ...tellEntry(entry, canvas), '', ...picture], out);
}

function show(lines: readonly string[], out: (text: string) => void): void {
  out(`${lines.join('\n')}\n`);
}
