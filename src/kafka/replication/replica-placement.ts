import { KafkaError } from '../errors.ts';
import { compareNames } from '../topic-partition.ts';

/** A broker that replicas can be placed on (UsableBroker). A fenced one is registered but not alive. */
export interface UsableBroker {
  readonly id: number;
  readonly rack?: string | undefined;
  readonly fenced: boolean;
}

/** Draws an integer in `[0, bound)`, as java.util.Random.nextInt does. */
export type NextInt = (bound: number) => number;

/** What is to be placed where. `rackOrder` names the racks in the order in which they draw; by default the brokers' order. */
export interface PlacementSpec {
  readonly brokers: readonly UsableBroker[];
  readonly partitionCount: number;
  readonly replicationFactor: number;
  readonly rackOrder?: readonly (string | undefined)[];
}

/**
 * Chooses the replicas of new partitions, the preferred leader first, striped over racks and brokers (StripedReplicaPlacer).
 * Throws INVALID_REPLICATION_FACTOR where no placement exists.
 */
export function placeReplicas(spec: PlacementSpec, nextInt: NextInt): number[][] {
  const racks = new RackList(spec, nextInt);
  refuseImpossible(spec);
  return Array.from({ length: spec.partitionCount }, () => racks.place(spec.replicationFactor));
}

function refuseImpossible({ brokers, replicationFactor }: PlacementSpec): void {
  const refuse = (why: string) => new KafkaError('INVALID_REPLICATION_FACTOR', why);
  if (replicationFactor <= 0) {
    throw refuse(`Invalid replication factor ${replicationFactor}: the replication factor must be positive.`);
  }
  if (brokers.every((broker) => broker.fenced)) {
    throw refuse('All brokers are currently fenced, or have all their log directories cordoned.');
  }
  if (replicationFactor > brokers.length) {
    throw refuse(
      `The target replication factor of ${replicationFactor} cannot be reached because only ${brokers.length} broker(s) ` +
        'are registered or some brokers have all their log directories cordoned.',
    );
  }
}

/** Brokers handed out in turn; each new epoch starts one further along. */
class BrokerList {
  readonly #ids: number[];
  #taken = 0;
  #offset: number;
  #epoch = 0;

  constructor(ids: readonly number[], nextInt: NextInt) {
    this.#ids = [...ids].sort((a, b) => a - b);
    this.#offset = ids.length === 0 ? 0 : nextInt(ids.length);
  }

  next(epoch: number): number | undefined {
    if (this.#epoch !== epoch) {
      this.#epoch = epoch;
      this.#taken = 0;
      this.#offset += 1;
    }
    if (this.#taken >= this.#ids.length) return undefined;
    return this.#ids[(this.#taken++ + this.#offset) % this.#ids.length];
  }

  shuffle(nextInt: NextInt): void {
    shuffle(this.#ids, nextInt);
  }
}

class Rack {
  readonly fenced: BrokerList;
  readonly unfenced: BrokerList;

  constructor(brokers: readonly UsableBroker[], nextInt: NextInt) {
    const idsOf = (fenced: boolean) => brokers.filter((broker) => broker.fenced === fenced).map((broker) => broker.id);
    this.fenced = new BrokerList(idsOf(true), nextInt);
    this.unfenced = new BrokerList(idsOf(false), nextInt);
  }

  next(epoch: number): number | undefined {
    return this.unfenced.next(epoch) ?? this.fenced.next(epoch);
  }
}

/** The racks, handed out in turn, one further along for each partition. */
class RackList {
  readonly #nextInt: NextInt;
  readonly #inDrawingOrder: readonly Rack[];
  readonly #inTurn: Rack[];
  readonly #unfencedCount: number;
  #offset: number;
  #epoch = 0;

  constructor({ brokers, rackOrder }: PlacementSpec, nextInt: NextInt) {
    const names = [...new Set(rackOrder ?? brokers.map((broker) => broker.rack))];
    const racks = names.map((name) => ({
      name,
      rack: new Rack(
        brokers.filter((broker) => broker.rack === name),
        nextInt,
      ),
    }));
    this.#nextInt = nextInt;
    this.#inDrawingOrder = racks.map(({ rack }) => rack);
    this.#inTurn = racks.sort((a, b) => compareRacks(a.name, b.name)).map(({ rack }) => rack);
    this.#unfencedCount = brokers.filter((broker) => !broker.fenced).length;
    this.#offset = racks.length === 0 ? 0 : nextInt(racks.length);
  }

  place(replicationFactor: number): number[] {
    // Without a shuffle the assignments would now begin to repeat; with a single broker they always do.
    if (this.#epoch === this.#unfencedCount && this.#unfencedCount > 1) this.#shuffle();
    this.#offset %= this.#inTurn.length;
    const [leader, leaderRack] = this.#placeLeader();
    const replicas = [leader];
    let skip = leaderRack;
    for (let at = this.#offset; replicas.length < replicationFactor; at = (at + 1) % this.#inTurn.length) {
      // The leader's rack has had its turn; it is passed over once and then counts like the others.
      const replica = at === skip ? undefined : this.#inTurn[at]!.next(this.#epoch);
      if (at === skip) skip = -1;
      if (replica !== undefined) replicas.push(replica);
    }
    this.#epoch++;
    this.#offset++;
    return replicas;
  }

  #placeLeader(): [broker: number, rack: number] {
    for (let at = this.#offset; ; at = (at + 1) % this.#inTurn.length) {
      const leader = this.#inTurn[at]!.unfenced.next(this.#epoch);
      if (leader !== undefined) return [leader, at];
    }
  }

  #shuffle(): void {
    shuffle(this.#inTurn, this.#nextInt);
    for (const rack of this.#inDrawingOrder) {
      rack.fenced.shuffle(this.#nextInt);
      rack.unfenced.shuffle(this.#nextInt);
    }
    this.#epoch = 0;
  }
}

/** A broker without a rack comes before all that have one (OptionalStringComparator). */
function compareRacks(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareNames(a, b);
}

/** java.util.Collections.shuffle. */
function shuffle(list: unknown[], nextInt: NextInt): void {
  for (let last = list.length - 1; last > 0; last--) {
    const other = nextInt(last + 1);
    [list[last], list[other]] = [list[other], list[last]];
  }
}
