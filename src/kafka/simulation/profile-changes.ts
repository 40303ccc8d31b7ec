import { integersFrom, randomFrom } from '../random.ts';
import { numbered, type Workload } from './workload.ts';

const userCount = 3000;
const hotUserCount = 300;
const changeCount = 46_140;
const monthMs = 30 * 24 * 3_600_000;

/** Changes of user profiles; some of them say that the user is gone. */
export interface ProfileChanges extends Workload {
  readonly isDelete: (event: number) => boolean;
}

/**
 * The stream `profile-changes`: 46,140 changes of 3,000 users in 30 days. Every user changes at least once, one user in ten is
 * hot, and 3 % of the changes are deletes. A user who was deleted may come back with a later change.
 */
export function profileChanges(seed: number): ProfileChanges {
  const draw = integersFrom(randomFrom(seed));
  // Time and user in one number: sorting numbers is ten times as fast as sorting objects.
  const changes = new Float64Array(changeCount);
  for (let n = 0; n < changeCount; n++) {
    const user = n < userCount ? n : draw(10) < 8 ? draw(hotUserCount) : hotUserCount + draw(userCount - hotUserCount);
    changes[n] = draw(monthMs) * userCount + user;
  }
  changes.sort();
  const timeOf = new Float64Array(changeCount);
  const entityOf = new Int32Array(changeCount);
  const seqOf = new Int32Array(changeCount);
  const deletes = new Uint8Array(changeCount);
  const seen = new Int32Array(userCount);
  for (let event = 0; event < changeCount; event++) {
    const user = changes[event]! % userCount;
    timeOf[event] = Math.floor(changes[event]! / userCount);
    entityOf[event] = user;
    seqOf[event] = seen[user]!++;
    deletes[event] = seqOf[event]! > 0 && draw(100) < 3 ? 1 : 0;
  }
  const isDelete = (event: number) => deletes[event] === 1;
  const [user, region, unique] = ['user-', 'region-', 'event-'].map(numbered);
  const fieldOf = (field: string, event: number): string => {
    if (field === 'userId') return user!(entityOf[event]!);
    return field === 'region' ? region!(entityOf[event]! % 5) : unique!(event);
  };
  const nameOf = (event: number) =>
    `user-${entityOf[event]} ${isDelete(event) ? 'deleted' : `version ${seqOf[event]}`}`;
  return { eventCount: changeCount, timeOf, entityOf, seqOf, entityCount: userCount, fieldOf, nameOf, isDelete };
}
