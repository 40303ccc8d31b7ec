import type { Model } from './model.ts';

/** Everything a computed question can name. */
export const models: Readonly<Record<string, Model>> = {};
