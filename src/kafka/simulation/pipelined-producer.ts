import { KafkaError } from '../errors.ts';
import type { NewRecord } from '../log/log-validator.ts';
import type { ProducerStamp } from '../log/record-batch.ts';
import { StickyPartitioner } from '../partitioning/sticky-partitioner.ts';
import type { Offset } from '../record.ts';
import type { CompleteProducer } from './design-defaults.ts';
import type { FlakyNetwork } from './faults.ts';
import { type Journal, noteAppended, type Place } from './journal.ts';
import { KeyPartitions } from './key-partitions.ts';
import { tickMs } from './tick.ts';
import { valueFor, type Workload } from './workload.ts';

const bytesPerRecord = 200;
const batchBytes = 16_384;
const recordsPerBatch = Math.floor(batchBytes / bytesPerRecord);
/** A broker that is too busy says so after so many ticks. */
const refusedAfterTicks = 3;
const requestTimeoutTicks = 300;
const retryBackoffTicks = [1, 2, 4, 8, 10] as const;
/** A partition counts as blocked when a record has waited for longer than this. */
const blockedAfterTicks = 5;

export interface ProducerContext {
  readonly workload: Workload;
  readonly journals: readonly Journal[];
  readonly network: FlakyNetwork;
  readonly random: () => number;
  readonly producerId: number;
  readonly isRunning: (broker: number) => boolean;
}

interface Batch {
  readonly lane: Lane;
  readonly events: number[];
  readonly records: NewRecord[];
  readonly createdTick: number;
  sequence: number;
  producerEpoch: number;
  attempts: number;
  /** Not sent again before this tick. */
  readyTick: number;
  /** Where it was last appended. */
  lastOffset: Offset;
  leaderEpoch: number;
}

/** A request on the wire: a batch for each of several partitions of one broker, answered as one. */
interface Request {
  readonly broker: number;
  readonly sentTick: number;
  readonly fate: 'ok' | 'refused' | 'disconnected before' | 'disconnected after';
  /** Whether its connection is gone, and its answer with it. */
  isCutOff: boolean;
  unanswered: Batch[];
}

/** One partition as the producer sees it. */
interface Lane {
  readonly journal: Journal;
  readonly waiting: Batch[];
  nextSequence: number;
  producerEpoch: number;
  /** Batches that were sent and not answered. */
  inFlightCount: number;
  /** Nothing has been acknowledged yet, or not since a batch had to be sent again. */
  isUnsure: boolean;
  appendedTick: number;
  blockedTicks: number;
}

/** The first time a partition was blocked, and why. */
export interface Blocked {
  readonly tp: string;
  readonly atMs: number;
  readonly because: string;
}

/**
 * A producer that keeps several requests in flight, as KafkaProducer's sender thread does (Sender, RecordAccumulator): a batch that
 * fails goes back to the front of its partition, and what was sent after it may have landed already.
 */
export class PipelinedProducer {
  readonly settings: CompleteProducer;
  /** Events that were dropped because retries were used up. */
  readonly givenUp: number[] = [];
  /** Events that the broker refused for good, and its error. */
  readonly refused: { readonly event: number; readonly code: string }[] = [];
  firstBlocked: Blocked | undefined;
  readonly #context: ProducerContext;
  readonly #lanes: Lane[] = [];
  /** By event: 0, or the number of the lane in which it was acknowledged, plus one; and its offset there, -1 if unknown. */
  readonly #acknowledgedIn: Uint16Array;
  readonly #acknowledgedAt: Float64Array;
  readonly #keyPartitions = new KeyPartitions();
  readonly #sticky: StickyPartitioner;
  #requests: Request[] = [];
  #nextEvent = 0;
  #tick = 0;

  constructor(settings: CompleteProducer, context: ProducerContext) {
    this.settings = settings;
    this.#context = context;
    const { eventCount } = context.workload;
    this.#acknowledgedIn = new Uint16Array(eventCount);
    this.#acknowledgedAt = new Float64Array(eventCount);
    this.#sticky = new StickyPartitioner(batchBytes, () => Math.floor(context.random() * 2 ** 31));
    this.useNewPartitions();
  }

  /** Sees partitions that were added to its topic; keys are spread over all of them from now on. */
  useNewPartitions(): void {
    for (const journal of this.#context.journals.slice(this.#lanes.length)) {
      this.#lanes.push({
        journal,
        waiting: [],
        nextSequence: 0,
        producerEpoch: 0,
        inFlightCount: 0,
        isUnsure: true,
        appendedTick: -1,
        blockedTicks: 0,
      });
    }
  }

  /** True when every event so far has been sent and answered. */
  get isDone(): boolean {
    return (
      this.#nextEvent === this.#context.workload.eventCount &&
      this.#requests.length === 0 &&
      this.#lanes.every(({ waiting }) => waiting.length === 0)
    );
  }

  /** Where an event was when its producer heard of success, `undefined` if it never did; the offset is -1 if nobody told it. */
  acknowledgedAt(event: number): Place | undefined {
    const laneNumber = this.#acknowledgedIn[event]!;
    if (laneNumber === 0) return undefined;
    return { tp: this.#lanes[laneNumber - 1]!.journal.partition.name, offset: this.#acknowledgedAt[event]! };
  }

  isAcknowledged(event: number): boolean {
    return this.#acknowledgedIn[event] !== 0;
  }

  /** For how many partition-ticks a partition had records waiting and took none. */
  get blockedPartitionTicks(): number {
    return this.#lanes.reduce((sum, { blockedTicks }) => sum + blockedTicks, 0);
  }

  /** One tick: hears answers, takes the events that have happened by `untilMs`, and sends. */
  step(tick: number, untilMs: number): void {
    this.#tick = tick;
    if (this.#requests.length > 0) this.#requests = this.#requests.filter((request) => !this.#hear(request));
    this.#takeEvents(untilMs);
    this.#send();
    this.#noteBlocked();
  }

  #takeEvents(untilMs: number): void {
    const { eventCount, timeOf, fieldOf } = this.#context.workload;
    const { key: field } = this.settings;
    for (; this.#nextEvent < eventCount && timeOf[this.#nextEvent]! <= untilMs; this.#nextEvent++) {
      const event = this.#nextEvent;
      const key = field === null ? null : fieldOf(field, event);
      const lane = this.#lanes[this.#choose(key)]!;
      const open = lane.waiting[lane.waiting.length - 1];
      const hasRoom = open !== undefined && open.attempts === 0 && open.events.length < recordsPerBatch;
      const batch = hasRoom ? open : this.#openBatch(lane);
      batch.events.push(event);
      batch.records.push({ key, value: valueFor(event), timestamp: timeOf[event] });
    }
  }

  #choose(key: string | null): number {
    return key === null ? this.#chooseSticky() : this.#keyPartitions.of(key, this.#lanes.length);
  }

  #chooseSticky(): number {
    const available = [...this.#lanes.keys()].filter((n) => this.#lanes[n]!.journal.partition.leader !== undefined);
    const leaders = { partitionCount: this.#lanes.length, available };
    const partition = this.#sticky.partition(leaders);
    this.#sticky.appended(bytesPerRecord, leaders);
    return partition;
  }

  #openBatch(lane: Lane): Batch {
    const batch: Batch = {
      lane,
      events: [],
      records: [],
      createdTick: this.#tick,
      sequence: -1,
      producerEpoch: 0,
      attempts: 0,
      readyTick: 0,
      lastOffset: -1,
      leaderEpoch: -1,
    };
    lane.waiting.push(batch);
    return batch;
  }

  /** Sends one request to each broker that leads partitions with waiting records, if the connection may take another. */
  #send(): void {
    const batches = new Map<number, Batch[]>();
    for (const lane of this.#lanes) {
      const batch = lane.waiting[0];
      if (batch === undefined || batch.readyTick > this.#tick || this.#mustWait(lane)) continue;
      const broker = lane.journal.partition.registration.leader;
      if (!this.#context.isRunning(broker) || this.#isFull(broker)) continue;
      lane.waiting.shift();
      const together = batches.get(broker);
      if (together === undefined) batches.set(broker, [batch]);
      else together.push(batch);
    }
    for (const [broker, together] of batches) this.#sendTo(broker, together);
  }

  /**
   * An idempotent producer sends one batch at a time while it sends again (RecordAccumulator.shouldStopDrainBatchesForPartition);
   * and at first, as a leader that knows nothing of a producer takes any sequence number for its beginning.
   */
  #mustWait({ isUnsure, inFlightCount }: Lane): boolean {
    return this.settings['enable.idempotence'] && isUnsure && inFlightCount > 0;
  }

  #isFull(broker: number): boolean {
    let inFlight = 0;
    for (const request of this.#requests) if (request.broker === broker) inFlight++;
    return inFlight >= this.settings['max.in.flight.requests.per.connection'];
  }

  #sendTo(broker: number, batches: Batch[]): void {
    const fate = this.#drawFate();
    for (const batch of batches) {
      if (batch.attempts++ === 0) this.#number(batch);
      batch.lane.inFlightCount++;
    }
    const arrives = fate === 'ok' || fate === 'disconnected after';
    const unanswered = arrives ? batches.filter((batch) => this.#append(batch)) : batches;
    if (this.settings.acks === '0') {
      for (const batch of batches) this.#acknowledge(batch);
      return;
    }
    // A leader that waits for nobody answers within the tick, so what it then loses has been acknowledged.
    if (this.settings.acks === '1' && fate === 'ok') {
      for (const batch of unanswered) this.#acknowledge(batch);
      return;
    }
    this.#requests.push({ broker, sentTick: this.#tick, fate, isCutOff: false, unanswered });
    if (fate.startsWith('disconnected')) {
      for (const request of this.#requests) if (request.broker === broker) request.isCutOff = true;
    }
  }

  #drawFate(): Request['fate'] {
    const { fromMs, untilMs, refusals, disconnects } = this.#context.network;
    const nowMs = this.#tick * tickMs;
    if (nowMs < fromMs || nowMs >= untilMs) return 'ok';
    const draw = this.#context.random();
    if (draw < refusals) return 'refused';
    if (draw >= refusals + disconnects) return 'ok';
    return draw < refusals + disconnects / 2 ? 'disconnected before' : 'disconnected after';
  }

  #number(batch: Batch): void {
    batch.sequence = batch.lane.nextSequence;
    batch.producerEpoch = batch.lane.producerEpoch;
    batch.lane.nextSequence += batch.events.length;
  }

  /** What the broker does with a batch; false if the answer is an error, which has then been dealt with. */
  #append(batch: Batch): boolean {
    const { lane } = batch;
    const { partition } = lane.journal;
    try {
      const stamp = this.settings['enable.idempotence'] ? this.#stampOf(batch) : undefined;
      const appended = partition.append(batch.records, this.settings.acks, stamp);
      batch.lastOffset = appended.lastOffset;
      batch.leaderEpoch = partition.registration.leaderEpoch;
      lane.appendedTick = this.#tick;
      if (!appended.duplicate) noteAppended(lane.journal, appended.baseOffset, batch.events, this.#tick * tickMs);
      return true;
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      this.#refused(batch, error.code);
      return false;
    }
  }

  #stampOf({ producerEpoch, sequence: baseSequence }: Batch): ProducerStamp {
    return { producerId: this.#context.producerId, producerEpoch, baseSequence, transactional: false };
  }

  #refused(batch: Batch, code: string): void {
    if (code === 'INVALID_RECORD') {
      batch.lane.inFlightCount--;
      for (const event of batch.events) this.refused.push({ event, code });
      return;
    }
    // If nothing before it is missing, the leader has lost what it once acknowledged: begin a new epoch (KIP-360).
    if (code === 'OUT_OF_ORDER_SEQUENCE_NUMBER' && batch.lane.inFlightCount === 1) this.#beginEpoch(batch);
    this.#retry(batch);
  }

  #beginEpoch(batch: Batch): void {
    const { lane } = batch;
    lane.producerEpoch++;
    lane.nextSequence = 0;
    for (const each of [batch, ...lane.waiting]) if (each.attempts > 0) this.#number(each);
  }

  /** Puts a batch back in front, in the order in which batches were first sent. */
  #retry(batch: Batch): void {
    const { lane } = batch;
    lane.inFlightCount--;
    lane.isUnsure = true;
    if (batch.attempts > this.settings.retries) {
      this.givenUp.push(...batch.events);
      return;
    }
    batch.readyTick = this.#tick + retryBackoffTicks[Math.min(batch.attempts, retryBackoffTicks.length) - 1]!;
    const after = lane.waiting.findIndex((other) => other.attempts === 0 || isBefore(batch, other));
    lane.waiting.splice(after < 0 ? lane.waiting.length : after, 0, batch);
  }

  /** Looks for the answer to a request; true when it has come, good or bad. */
  #hear(request: Request): boolean {
    const age = this.#tick - request.sentTick;
    const isGone = request.isCutOff || !this.#context.isRunning(request.broker) || age >= requestTimeoutTicks;
    if (isGone || request.fate === 'refused') {
      if (!isGone && age < refusedAfterTicks) return false;
      for (const batch of request.unanswered) this.#retry(batch);
      return true;
    }
    request.unanswered = request.unanswered.filter((batch) => !this.#isAnswered(batch));
    return request.unanswered.length === 0;
  }

  #isAnswered(batch: Batch): boolean {
    const { leader, registration } = batch.lane.journal.partition;
    if (registration.leaderEpoch !== batch.leaderEpoch) {
      this.#retry(batch);
      return true;
    }
    const outcome = leader?.outcomeOf(batch.lastOffset);
    if (outcome === 'acknowledged') this.#acknowledge(batch);
    else if (outcome === 'NOT_ENOUGH_REPLICAS_AFTER_APPEND') this.#retry(batch);
    return outcome !== 'waiting';
  }

  #acknowledge({ lane, events, lastOffset }: Batch): void {
    lane.inFlightCount--;
    lane.isUnsure = lane.waiting.some(({ attempts }) => attempts > 0);
    const laneNumber = 1 + this.#lanes.indexOf(lane);
    const baseOffset = lastOffset < 0 ? -1 : lastOffset - events.length + 1;
    for (let n = 0; n < events.length; n++) {
      this.#acknowledgedIn[events[n]!] = laneNumber;
      this.#acknowledgedAt[events[n]!] = baseOffset < 0 ? -1 : baseOffset + n;
    }
  }

  #noteBlocked(): void {
    for (const lane of this.#lanes) {
      const oldest = lane.waiting[0];
      if (oldest === undefined || lane.appendedTick === this.#tick) continue;
      if (this.#tick - oldest.createdTick <= blockedAfterTicks) continue;
      lane.blockedTicks++;
      this.firstBlocked ??= {
        tp: lane.journal.partition.name,
        atMs: this.#tick * tickMs,
        because: this.#whyBlocked(lane),
      };
    }
  }

  #whyBlocked({ journal: { partition } }: Lane): string {
    const { leader, registration } = partition;
    if (leader === undefined) return 'it has no leader';
    if (!this.#context.isRunning(leader.broker)) return `its leader, broker ${leader.broker}, is down`;
    const { isr } = registration;
    if (isr.length < leader.effectiveMinIsr) {
      return `its ISR [${isr}] is smaller than min.insync.replicas, ${leader.effectiveMinIsr}`;
    }
    return `its acknowledgements wait for a broker in the ISR [${isr}] that is down`;
  }
}

function isBefore(a: Batch, b: Batch): boolean {
  return a.producerEpoch === b.producerEpoch ? a.sequence < b.sequence : a.producerEpoch < b.producerEpoch;
}
