import { type Cluster, ScenarioPlayer, type Stage, type Step, type TraceEntry } from '#kafka';

/** A story for the model, step by step; the course's scenarios are found by folder (see scenarios.ts). */
export interface Scenario {
  readonly title: string;
  /** What to look at. */
  readonly watch: string;
  readonly stage: Stage;
  /** What has happened before the curtain rises. */
  readonly prepare?: readonly Step[];
  readonly steps: readonly Step[];
}

/** A scenario on the stage, and how many of its steps have been played. */
export interface Playback {
  readonly scenario: Scenario;
  readonly played: number;
  readonly player: ScenarioPlayer;
  /** The last step that was played; `undefined` before the first. */
  readonly entry: TraceEntry | undefined;
}

/** When every session begins, on its virtual clock: 1 January 2026, in ms since the epoch. */
const START_MS = Date.UTC(2026, 0, 1);

const emptyStage: Stage = { brokers: 3, topics: [] };

/** What a prompt works on: a cluster of three brokers, or the scenario that is being played. */
export class Session {
  /** Everything that was typed and can be played again, a line each. */
  readonly script: string[] = [];
  #own = newPlayer();
  #playback: Playback | undefined;

  /** The cluster with its producers and consumers. */
  get player(): ScenarioPlayer {
    return this.#playback?.player ?? this.#own;
  }

  get cluster(): Cluster {
    return this.player.cluster;
  }

  get playback(): Playback | undefined {
    return this.#playback;
  }

  /** Milliseconds since the session, or the scenario, began. */
  get elapsedMs(): number {
    return this.cluster.nowMs - (this.#playback === undefined ? START_MS : 0);
  }

  /** Puts a scenario on the stage and plays its first steps. The session's own cluster waits meanwhile. */
  play(scenario: Scenario, count: number): Playback {
    const player = new ScenarioPlayer(scenario.stage);
    for (const step of scenario.prepare ?? []) player.perform(step);
    let entry: TraceEntry | undefined;
    for (const step of scenario.steps.slice(0, count)) entry = player.play(step);
    this.#playback = { scenario, played: Math.min(count, scenario.steps.length), player, entry };
    return this.#playback;
  }

  /** Plays one more step on the cluster as it is, with whatever was changed in it meanwhile. */
  playOn(): Playback | undefined {
    const { scenario, played, player } = this.#playback ?? {};
    const step = scenario?.steps[played ?? 0];
    if (scenario === undefined || player === undefined || step === undefined) return undefined;
    this.#playback = { scenario, player, played: (played ?? 0) + 1, entry: player.play(step) };
    return this.#playback;
  }

  /** Takes the scenario off the stage: the session's own cluster is as it was. */
  endPlay(): void {
    this.#playback = undefined;
  }

  /** A new cluster, and an empty script. */
  startOver(): void {
    this.#own = newPlayer();
    this.#playback = undefined;
    this.script.length = 0;
  }
}

function newPlayer(): ScenarioPlayer {
  return new ScenarioPlayer(emptyStage, { startMs: START_MS, settings: { 'auto.create.topics.enable': false } });
}
