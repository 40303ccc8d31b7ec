/** What an operator, or fate, does to a broker at some moment; times are milliseconds from the start of the events. */
export interface BrokerFault {
  readonly atMs: number;
  /** `stop` is a controlled shutdown; `electUncleanly` is an operator's unclean election of whatever has no leader then. */
  readonly do: 'crash' | 'stop' | 'loseDisk' | 'start' | 'electUncleanly';
  /** Which broker, from 1; a cluster that has none of that number is spared. */
  readonly broker: number;
}

/**
 * A stretch of time in which things go wrong between producers and brokers, each with this probability at every request. A refusal is
 * a broker that is too busy: nothing is written, and the producer hears of it late. After a disconnect the answers to all requests on
 * that connection are lost; the newest request may have arrived or not.
 */
export interface FlakyNetwork {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly refusals: number;
  readonly disconnects: number;
}

/** A member of a group dies in the middle of a batch, soon after `fromMs`, and its process comes back later. */
export interface MemberCrash {
  readonly group: string;
  readonly fromMs: number;
  readonly backAfterMs: number;
}

/** The script of everything that goes wrong, the same for every design. */
export interface FaultScript {
  readonly brokers: readonly BrokerFault[];
  readonly network: FlakyNetwork;
  readonly member: MemberCrash;
}
