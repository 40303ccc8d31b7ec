import { measureCache } from './cache-metrics.ts';
import { CacheRun } from './cache-run.ts';
import { costsOf } from './costs.ts';
import type { ClusterDesign } from './design.ts';
import { withDefaults } from './design-defaults.ts';
import { evidenceFor, holds, type Measured } from './measured.ts';
import { measureStream } from './stream-metrics.ts';
import { StreamRun } from './stream-run.ts';
import { topologyOf } from './topology.ts';
import type { SimulationResult, UseCase } from './use-case.ts';

/**
 * Runs a design under everything its use case has in store, and measures it. The design must be one that `validateDesign` has no
 * problem with. The same seed gives the same result on every machine.
 */
export function simulate(design: ClusterDesign, useCase: UseCase, seed: number): SimulationResult {
  const complete = withDefaults(design);
  const costs = costsOf(complete, useCase.recordsPerDay);
  let measured: Measured;
  let isUp = (_broker: number) => true;
  if (useCase.kind === 'stream') {
    const run = new StreamRun({ design: complete, useCase, seed }).run();
    measured = measureStream(run, costs);
    isUp = run.cluster.isRunning;
  } else {
    measured = measureCache(new CacheRun({ design: complete, useCase, seed }).run(), costs);
  }
  const broken = useCase.requirements.filter((requirement) => !holds(requirement, measured.metrics));
  return {
    seed,
    metrics: measured.metrics,
    evidence: broken.map((requirement) => evidenceFor(requirement, measured)),
    topology: topologyOf(complete, measured.metrics, isUp),
  };
}
