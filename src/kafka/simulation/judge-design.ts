import { bestKnown } from './best-known.ts';
import type { ClusterDesign } from './design.ts';
import { type DesignWarning, lintDesign } from './lint-design.ts';
import { holds } from './measured.ts';
import { simulate } from './simulate.ts';
import type { Evidence, Requirement, SimulationResult, UseCase } from './use-case.ts';
import { type DesignProblem, validateDesign } from './validate-design.ts';

/** The seeds at which the thresholds of all use cases were set. */
export const judgedSeeds: readonly number[] = [1, 2, 3, 7, 42, 2026];

/** One requirement over all seeds. */
export interface JudgedRequirement {
  readonly requirement: Requirement;
  readonly holds: boolean;
  /** The worst measure, and the seed it was measured at. */
  readonly measured: number;
  readonly seed: number;
  /** The first offending record at that seed; absent if the requirement holds. */
  readonly evidence?: Evidence;
  /** The belief that explains it, if a warning does. */
  readonly misconception?: string;
}

/** What a design is worth in a use case. */
export interface Judgement {
  readonly passed: boolean;
  readonly problems: readonly DesignProblem[];
  readonly warnings: readonly DesignWarning[];
  /** Empty if there are problems, as nothing then could be run. */
  readonly requirements: readonly JudgedRequirement[];
  readonly results: readonly SimulationResult[];
  /** What it costs, and what the best known design that passes costs; absent if nothing was run. */
  readonly cost?: { readonly own: number; readonly best: number };
}

/** Validates a design, warns, runs it at each seed, and holds it to the requirements, which must hold at every seed. */
export function judgeDesign(design: unknown, useCase: UseCase, seeds: readonly number[] = judgedSeeds): Judgement {
  const problems = validateDesign(design, useCase);
  if (problems.length > 0) return { passed: false, problems, warnings: [], requirements: [], results: [] };
  const runnable = design as ClusterDesign;
  const warnings = lintDesign(runnable, useCase);
  const results = seeds.map((seed) => simulate(runnable, useCase, seed));
  const requirements = useCase.requirements.map((requirement) => judge(requirement, results, warnings));
  return {
    passed: requirements.every((each) => each.holds),
    problems,
    warnings,
    requirements,
    results,
    cost: { own: results[0]?.metrics['cost'] ?? 0, best: bestKnown[useCase.id].cost },
  };
}

function judge(
  requirement: Requirement,
  results: readonly SimulationResult[],
  warnings: readonly DesignWarning[],
): JudgedRequirement {
  const { id, measure, bound } = requirement;
  const measured = (result: SimulationResult) => result.metrics[measure] ?? 0;
  const direction = bound === 'most' ? -1 : 1;
  const worst = [...results].sort((a, b) => direction * (measured(a) - measured(b)))[0] as SimulationResult;
  const verdict = { requirement, measured: measured(worst), seed: worst.seed };
  if (holds(requirement, worst.metrics)) return { ...verdict, holds: true };
  const evidence = worst.evidence.find((each) => each.requirement === id);
  const misconception = warnings.find(({ explains }) => explains.includes(id))?.misconception;
  return {
    ...verdict,
    holds: false,
    ...(evidence !== undefined && { evidence }),
    ...(misconception !== undefined && { misconception }),
  };
}
