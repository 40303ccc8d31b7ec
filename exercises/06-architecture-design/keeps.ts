import fc from 'fast-check';
import { type Check, type Counterexample, checksFor, type Note, type Shape } from '#check';
import { bestKnown, type ClusterDesign, type Judgement, type UseCase } from '#kafka';
import { broken } from './broken.ts';
import { changedSettings } from './changed-settings.ts';
import { judgementOf } from './judgements.ts';
import { drawFailure, drawMeasured, inUnits, nounOf } from './pictures.ts';

/** A design for each part that keeps all that is asked of it. */
export const right = {
  repaired: { ...broken, producers: [{ stream: 'order-events', topic: 'orders', key: 'orderId' }] },
  orders: bestKnown.orders.design,
  profiles: bestKnown.profiles.design,
  telemetry: bestKnown.telemetry.design,
} satisfies Record<string, ClusterDesign>;

export type Exported = keyof typeof right;

/** Anything is taken for a design: what is wrong with it is said, with its place, by the validation. */
const anything: Shape = { due: 'a design', read: (value) => ({ value }) };

const { holds } = checksFor(
  {
    repaired: (): ClusterDesign => right.repaired,
    orders: (): ClusterDesign => right.orders,
    profiles: (): ClusterDesign => right.profiles,
    telemetry: (): ClusterDesign => right.telemetry,
  },
  { repaired: anything, orders: anything, profiles: anything, telemetry: anything },
);

/** The third seed a design is run at; the same for everybody who grades with the same seed. */
const aSeed = fc.noShrink(fc.integer({ min: 100, max: 9999 }));

interface Kept {
  readonly on: Exported;
  readonly useCase: UseCase;
  /** The ids of the requirements that have to hold at every seed. */
  readonly requirements: readonly string[];
  readonly points?: number;
  readonly read: string;
  readonly see?: string;
  /** The design as the student is given it: what is wrong with that one is nobody's belief, and is theirs to find. */
  readonly given?: ClusterDesign;
  /** What is worth saying once all requirements of the use case hold. */
  readonly note?: (judgement: Judgement) => readonly string[];
}

/** A design is run while things go wrong, and keeps these requirements of its use case. */
export function keeps(title: string, { on, useCase, requirements, points = 1, read, see, given, note }: Kept): Check {
  const check = holds(title, {
    given: [aSeed],
    inputs: 1,
    points,
    read,
    ...(see !== undefined && { see }),
    that: async (yours, seed) => {
      const design = await yours[on]();
      const judgement = judgementOf(design, useCase, seed);
      if (judgement.problems.length > 0) return refusal(design, judgement, useCase);
      const found = failure(judgement, requirements);
      if (found === true || given === undefined || changedSettings(given, design).length > 0) return found;
      const { misconception: _, ...unnamed } = found;
      return unnamed;
    },
  });
  return {
    ...withoutTheDesign(check),
    ...(note && {
      note: async (ask, [seed]): Promise<Note | null> => {
        const answer = await ask(on, []);
        if (answer.outcome !== 'returned') return null;
        const judgement = judgementOf(answer.value, useCase, Number(seed));
        return judgement.passed ? { message: note(judgement).join('\n'), picture: drawMeasured(judgement) } : null;
      },
    }),
  };
}

/** A design differs from the broken one in one setting. */
export function changesOneSetting(title: string, read: string): Check {
  const check = holds(title, {
    given: [],
    read,
    that: async (yours) => {
      const changed = changedSettings(broken, await yours.repaired());
      if (changed.length === 1) return true;
      if (changed.length === 0) return { message: 'Nothing is changed yet: it is the broken design as it was.' };
      const more = changed.length > mostShown ? [`and ${changed.length - mostShown} more`] : [];
      const lines = changed
        .slice(0, mostShown)
        .map(({ where, before, after }) => `${where}: ${said(before)}, now ${said(after)}`);
      return { message: [`It changes ${changed.length} settings, and one is enough:`, ...lines, ...more].join('\n') };
    },
  });
  return withoutTheDesign(check);
}

/** What a design costs beside the best one we know, how near it comes to a limit, and what it should be warned of. */
export function tradeOff({ cost, requirements, warnings }: Judgement): string[] {
  const { own, best } = { own: 0, best: 0, ...cost };
  const saving = Number((own - best).toFixed(1));
  const beside =
    saving > 0
      ? `The best design we know that keeps all of this costs ${Number(best.toFixed(1))}: you could save ${saving}.`
      : saving < 0
        ? `That is ${-saving} less than the best design we knew of.`
        : 'We know of none that does it for less.';
  return [`It costs ${Number(own.toFixed(1))}. ${beside}`, ...nearest(requirements), ...warned(warnings)];
}

/** How near a design comes to a limit, and what it should be warned of. */
export function margins({ requirements, warnings }: Judgement): string[] {
  return [...nearest(requirements), ...warned(warnings)];
}

const mostShown = 4;

function nearest(requirements: Judgement['requirements']): string[] {
  const [closest] = requirements
    .filter(({ requirement }) => requirement.limit > 0 && requirement.bound === 'most' && requirement.id !== 'cost')
    .sort((a, b) => b.measured / b.requirement.limit - a.measured / a.requirement.limit);
  if (closest === undefined) return [];
  const { requirement, measured } = closest;
  const [own, limit] = [measured, requirement.limit].map((number) => inUnits(number, requirement));
  return [`Nearest to its limit: ${nounOf(requirement.id)}, ${own} of ${limit}.`];
}

function warned(warnings: Judgement['warnings']): string[] {
  return warnings.map(({ sentence }) => `Worth knowing: ${sentence}`);
}

/** A design that no cluster would start. */
function refusal(design: unknown, { problems }: Judgement, useCase: UseCase): Counterexample {
  const lines = problems.slice(0, mostShown).map(({ where, message }) => `${where}: ${message}`);
  const more = problems.length > mostShown ? [`and ${problems.length - mostShown} more`] : [];
  const isMissing = problems.some(({ error }) => error === 'GROUP_ID_NOT_FOUND');
  const groups = (design as Partial<ClusterDesign> | null)?.groups;
  const isShared = Array.isArray(groups) && groups.length > 0 && groups.length < useCase.groups.length;
  return {
    message: ['This design cannot be started.', ...lines, ...more].join('\n'),
    ...(isMissing && isShared && { misconception: 'M6-14' }),
  };
}

/** The first record behind each requirement that is broken, and the belief behind it; true if they all hold. */
function failure(judgement: Judgement, requirements: readonly string[]): Counterexample | true {
  const asked = judgement.requirements.filter(({ requirement }) => requirements.includes(requirement.id));
  const failed = asked.filter(({ holds }) => !holds);
  if (failed.length === 0) return true;
  const lines = failed.map(({ requirement, measured, evidence }) => {
    const noun = nounOf(requirement.id);
    return `${noun[0]?.toUpperCase()}${noun.slice(1)}, ${inUnits(measured, requirement)}: ${evidence?.sentence ?? ''}`;
  });
  const misconception = failed.find((each) => each.misconception !== undefined)?.misconception;
  return {
    message: lines.join('\n'),
    picture: drawFailure(judgement, asked),
    ...(misconception !== undefined && { misconception }),
  };
}

/** A design fills a page: what was measured of it says more than the call that asks for it. */
function withoutTheDesign(check: Check): Check {
  return {
    ...check,
    look: async (ask, args) => {
      const found = await check.look(ask, args);
      if (found === null) return null;
      const { call: _, args: __, actual: ___, ...told } = found;
      return told;
    },
  };
}

function said(value: unknown): string {
  return value === undefined ? 'left out' : JSON.stringify(value);
}
