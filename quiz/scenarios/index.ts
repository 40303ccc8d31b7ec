import type { Scenario } from './scenario.ts';

/** Scenarios by name. */
export const scenarios: Readonly<Record<string, Scenario>> = {};
