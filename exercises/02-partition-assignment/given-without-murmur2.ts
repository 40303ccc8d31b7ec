/** Stands in for given.ts while part E is graded, which asks for a murmur2 of the student's own. */
export function murmur2(_bytes: Uint8Array): number {
  throw new Error('this part asks for your own murmur2, so the given one is put away');
}
