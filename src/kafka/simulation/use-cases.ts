import { orders } from './orders.ts';
import { profiles } from './profiles.ts';
import { telemetry } from './telemetry.ts';

/** The three use cases of exercise 6. */
export const useCases = { orders, telemetry, profiles };
