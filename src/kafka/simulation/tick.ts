/** The simulation moves in steps of 100 ms: one round of follower fetches, of sends and of polls. */
export const tickMs = 100;
