/** Named alarms on a virtual clock: setting one again replaces it (org.apache.kafka.coordinator.common.runtime.CoordinatorTimer). */
export class Timers<Alarm> {
  readonly #alarms = new Map<string, { readonly dueMs: number; readonly alarm: Alarm }>();

  set(name: string, dueMs: number, alarm: Alarm): void {
    // A map keeps a replaced entry in its old place; an alarm set again goes behind those that were set before.
    this.#alarms.delete(name);
    this.#alarms.set(name, { dueMs, alarm });
  }

  cancel(name: string): void {
    this.#alarms.delete(name);
  }

  /** When the next alarm is due, or `null` if none is set. */
  nextDueMs(): number | null {
    let next: number | null = null;
    for (const { dueMs } of this.#alarms.values()) if (next === null || dueMs < next) next = dueMs;
    return next;
  }

  /** Takes out the earliest alarm due by then, the one set first if several are; `null` when there is none. */
  takeDue(nowMs: number): Alarm | null {
    const next = this.nextDueMs();
    if (next === null || next > nowMs) return null;
    for (const [name, { dueMs, alarm }] of this.#alarms) {
      if (dueMs !== next) continue;
      this.#alarms.delete(name);
      return alarm;
    }
    return null;
  }
}
