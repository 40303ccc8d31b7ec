import type { Measurement } from './measurement.ts';
import { assignors } from './measurements/assignors.ts';
import { gradingClass } from './measurements/class.ts';
import { promptAndCommands } from './measurements/console.ts';
import { grading } from './measurements/grading.ts';
import { keyPartition } from './measurements/key-partition.ts';

/** Everything `npm run bench` measures, in this order. */
export const measurements: readonly Measurement[] = [
  ...keyPartition,
  ...assignors,
  ...grading,
  ...promptAndCommands,
  ...gradingClass,
];
