/** Scenarios by name. */
export const scenarios: Readonly<Record<string, unknown>> = {};
