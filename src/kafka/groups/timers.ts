/** Named alarms on a virtual clock: setting one again replaces it (org.apache.kafka.coordinator.common.runtime.CoordinatorTimer). */
export class Timers<Alarm> {
  readonly #alarms = new Map<string, { readonly dueMs: number; readonly turn: number; readonly alarm: Alarm }>();
  #turns = 0;

  set(name: string, dueMs: number, alarm: Alarm): void {
    this.#alarms.set(name, { dueMs, turn: this.#turns++, alarm });
  }

  cancel(name: string): void {
    this.#alarms.delete(name);
  }

  /** When the next alarm is due, or `null` if none is set. */
  nextDueMs(): number | null {
    let next: number | null = null;
    this.#alarms.forEach(({ dueMs }) => {
      if (next === null || dueMs < next) next = dueMs;
    });
    return next;
  }

  /** Takes out the earliest alarm due by then, the one set first if several are; `null` when there is none. */
  takeDue(nowMs: number): Alarm | null {
    const next = this.nextDueMs();
    if (next === null || next > nowMs) return null;
    const due = [...this.#alarms].filter(([, { dueMs }]) => dueMs === next);
    const [name, { alarm }] = due.reduce((first, each) => (each[1].turn < first[1].turn ? each : first));
    this.#alarms.delete(name);
    return alarm;
  }
}
