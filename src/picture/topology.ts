import { type Canvas, finished, marks, shown, worded } from './canvas.ts';
import { flow, sentence, table } from './layout.ts';

/** One producer, topic or group, and what is said about it, such as `acks=all`. */
export interface TopologyNode {
  readonly name: string;
  /** How many there are, such as a group's members. */
  readonly count?: number | undefined;
  readonly settings: readonly string[];
}

/** A topic between what writes to it and what reads from it. */
export interface TopicFlow {
  readonly producers: readonly TopologyNode[];
  readonly topic: TopologyNode;
  readonly groups: readonly (TopologyNode & {
    /** What the simulation measured, such as `oldest record 13.3 s`, and whether it is good enough. */
    readonly measured?: readonly { readonly text: string; readonly met: boolean }[];
  })[];
}

/** Draws what writes to each topic, the topic, and what reads from it, with the numbers that were measured. */
export function drawTopology(flows: readonly TopicFlow[], canvas: Canvas): string[] {
  const { passed, disproved } = marks(canvas);
  const lines = flows.flatMap(({ producers, topic, groups }) => [
    ...producers.flatMap((producer) => node('', producer, [], canvas)),
    ...node('└─▶ ', topic, [], canvas),
    ...groups.flatMap((group, index) => {
      const branch = index === groups.length - 1 ? '    └─▶ ' : '    ├─▶ ';
      const numbers = (group.measured ?? []).map(
        ({ text, met }) => `${worded(text, canvas)} ${met ? passed : disproved}`,
      );
      return node(branch, group, numbers, canvas);
    }),
  ]);
  return finished(lines, canvas);
}

function node(branch: string, of: TopologyNode, numbers: readonly string[], canvas: Canvas): string[] {
  const name = shown(of.name, canvas) + (of.count === undefined ? '' : ` ×${of.count}`);
  const last = of.settings.length - 1;
  const details = of.settings.map((setting, index) => worded(setting, canvas) + (index < last ? ',' : ''));
  const [first, ...rest] = details;
  const lead = first === undefined ? [] : [` ${first}`];
  const parts = [`${branch}${name}`, ...lead, ...rest, ...numbers.map((text) => ` ${text}`)];
  return flow(parts, canvas, branch.length + 3);
}

/** One requirement of a design and what came out. */
export interface Requirement {
  readonly requirement: string;
  readonly limit: string;
  readonly measured: string;
  readonly met: boolean;
  /** The first thing that went wrong. */
  readonly evidence?: string | undefined;
}

/** Draws requirements with their limits, what was measured, and the first evidence of each that is not met. */
export function drawVerdicts(requirements: readonly Requirement[], canvas: Canvas): string[] {
  const { passed, disproved } = marks(canvas);
  const rows = requirements.map(({ requirement, limit, measured, met }) => {
    return [
      met ? passed : disproved,
      worded(requirement, canvas),
      worded(limit, canvas),
      worded(measured, canvas),
      met ? 'met' : 'not met',
    ];
  });
  const [head = '', ...drawn] = table([['', 'requirement', 'limit', 'measured', ''], ...rows], canvas);
  const lines = requirements.flatMap(({ evidence }, index) => {
    const indent = passed.length + 4;
    const because =
      evidence === undefined ? [] : sentence(`${' '.repeat(indent)}${worded(evidence, canvas)}`, canvas, indent);
    return [drawn[index] ?? '', ...because];
  });
  return finished([head, ...lines], canvas);
}
