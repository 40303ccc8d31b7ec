import { onLargeCluster } from './large-cluster.ts';
import { timed } from './measurement.ts';

// As `node start/program.mjs bench/first-use.ts BEFORE LINES`: types both on a large cluster, and prints how long the second took.
const [before = '', lines = ''] = process.argv.slice(2);
const type = onLargeCluster();
if (before !== '') type(before);
timed(() => type(lines)).then((duration) => console.log(JSON.stringify(duration)));
