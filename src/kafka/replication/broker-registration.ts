/** What the controller knows of a broker (BrokerRegistration). */
export interface BrokerRegistration {
  readonly id: number;
  readonly rack?: string | undefined;
  /** Its session is over or has not begun: it can neither lead nor be in sync. */
  readonly fenced: boolean;
  readonly inControlledShutdown: boolean;
}

/** Whether a broker may lead and be in sync: registered, not fenced, and not on its way out. */
export function isActive(broker: BrokerRegistration | undefined): boolean {
  return broker !== undefined && !broker.fenced && !broker.inControlledShutdown;
}
