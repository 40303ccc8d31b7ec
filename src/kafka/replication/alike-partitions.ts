import type { Happening } from '../scenario/trace.ts';
import type { Controller } from './controller.ts';
import type { HostedPartition } from './hosted-partition.ts';
import type { PartitionRegistration } from './leader-election.ts';
import type { PartitionSettings, Replicas } from './replicas.ts';

/** What is told of a partition. */
type Told = Extract<Happening, { readonly tp: string }>;

/** What became of one partition, what the controller granted it, if it asked for anything, and what was told of it meanwhile. */
interface Example {
  readonly replicas: Replicas;
  readonly granted: PartitionRegistration | undefined;
  readonly told: readonly Told[];
}

/** So many kinds of replicas are remembered for the same settings; more than a cluster has in use. */
const MOST_KINDS = 1000;

/**
 * Most of a large cluster's partitions are alike: nothing was ever written in them, and the same brokers hold them. They share their
 * replicas, so that what happens to all of them is worked out with the first, and what became of it becomes of the others.
 */
export class AlikePartitions {
  /** As the cluster's, which hears of everything. */
  readonly tell: ((happening: Happening) => void) | undefined;
  readonly #controller: Controller;
  readonly #listener: ((happening: Happening) => void) | undefined;
  readonly #kinds = new Map<PartitionSettings, Map<string, Replicas>>();
  #told: Told[] | undefined;

  constructor(controller: Controller, listener: ((happening: Happening) => void) | undefined) {
    this.#controller = controller;
    this.#listener = listener;
    this.tell =
      listener &&
      ((happening) => {
        if (this.#told !== undefined && 'tp' in happening) this.#told.push(happening);
        listener(happening);
      });
  }

  /** Replicas to be shared: those that are known already, if they are of the same kind and have the very same settings. */
  shared(replicas: Replicas): Replicas {
    const { settings, kind } = replicas;
    let known = this.#kinds.get(settings);
    if (known === undefined || known.size >= MOST_KINDS) {
      known = new Map();
      this.#kinds.set(settings, known);
    }
    if (!known.has(kind)) known.set(kind, replicas);
    return known.get(kind)!;
  }

  /** Does something to each partition, in their order; it must neither write records nor depend on anything but the replicas. */
  each(partitions: readonly HostedPartition[], work: (partition: HostedPartition) => void): void {
    const examples = new Map<Replicas, Example>();
    // What is called for each of thousands is compiled soon, unlike the body of a loop that runs for the first time.
    partitions.forEach((partition) => {
      const { shared } = partition;
      const example = shared && examples.get(shared);
      if (shared === undefined) work(partition);
      else if (example === undefined) examples.set(shared, this.#makeExample(partition, work));
      else this.#follow(partition, example);
    });
  }

  #makeExample(partition: HostedPartition, work: (partition: HostedPartition) => void): Example {
    const before = this.#controller.partition(partition);
    const own = partition.detach();
    const told: Told[] = [];
    this.#told = told;
    try {
      work(partition);
    } finally {
      this.#told = undefined;
    }
    const after = this.#controller.partition(partition);
    const replicas = this.shared(own);
    partition.share(replicas);
    return { replicas, granted: after === before ? undefined : after, told };
  }

  #follow(partition: HostedPartition, { replicas, granted, told }: Example): void {
    partition.share(replicas);
    if (granted !== undefined) this.#controller.grantAlike(partition, granted);
    for (let n = 0; n < told.length; n++) this.#listener?.({ ...told[n]!, tp: partition.name });
  }
}
