import { part, stretch } from '#check';
import { useCases } from '#kafka';
import { broken, firstYear } from './broken.ts';
import { changesOneSetting, keeps, margins, tradeOff } from './keeps.ts';

const { orders, profiles, telemetry } = useCases;

const about = (section: string) => `lesson.md#${section}`;

export default [
  part('A', 'One wrong setting', { needs: ['repaired'] }, [
    keeps("applies an order's events in order, and lets none of them wait", {
      see: 'partition-order',
      on: 'repaired',
      useCase: firstYear,
      requirements: ['order', 'oldest'],
      read: about('partitions-and-keys'),
      given: broken,
      note: margins,
    }),
    changesOneSetting('changes one setting of the broken design, and no other', about('partitions-and-keys')),
  ]),

  part('B', 'From requirements', { needs: ['orders'] }, [
    keeps('keeps every event, and writes none twice', {
      see: 'acks-one-loses',
      on: 'orders',
      useCase: orders,
      requirements: ['lost', 'duplicate-rows', 'replay'],
      read: about('producers-and-acks'),
    }),
    keeps("keeps an order's events in order", {
      see: 'partition-order',
      on: 'orders',
      useCase: orders,
      requirements: ['order'],
      read: about('partitions-and-keys'),
    }),
    keeps('acts on every event, and on none twice, though a member crashes', {
      see: 'crash-repeats',
      on: 'orders',
      useCase: orders,
      requirements: ['skipped', 'duplicate-fulfilments'],
      read: about('consumers-and-offsets'),
    }),
    keeps('keeps up with the rush while brokers fail, at a price the shop can pay', {
      see: 'min-isr',
      on: 'orders',
      useCase: orders,
      requirements: ['oldest', 'blocked', 'cost'],
      points: 2,
      read: about('consumer-groups'),
      note: tradeOff,
    }),
  ]),

  part('C', 'The source of a cache', { needs: ['profiles'] }, [
    keeps('gives a new node every profile as it is, and nobody who is gone', {
      see: 'compaction',
      on: 'profiles',
      useCase: profiles,
      requirements: ['rejected', 'missing', 'stale', 'ghosts'],
      read: about('retention-and-compaction'),
    }),
    keeps('lets a node that was away for three days hear of every delete', {
      on: 'profiles',
      useCase: profiles,
      requirements: ['offline-ghosts'],
      read: about('retention-and-compaction'),
    }),
    keeps('lets a new node start after 6,000 records at the most', {
      on: 'profiles',
      useCase: profiles,
      requirements: ['rebuild'],
      read: about('retention-and-compaction'),
      note: margins,
    }),
  ]),

  stretch('D', 'Safe enough, and cheap', { needs: ['telemetry'] }, [
    keeps('loses two readings in a thousand at the most, and stays open for more', {
      see: 'acks-one-loses',
      on: 'telemetry',
      useCase: telemetry,
      requirements: ['lost', 'blocked'],
      read: about('producers-and-acks'),
    }),
    keeps("looks at a device's readings in order and in time", {
      on: 'telemetry',
      useCase: telemetry,
      requirements: ['order', 'oldest'],
      read: about('what-kafka-guarantees'),
    }),
    keeps('can be read again for a day, for less than the cap', {
      on: 'telemetry',
      useCase: telemetry,
      requirements: ['replay', 'cost'],
      read: about('retention-and-compaction'),
      note: tradeOff,
    }),
  ]),
];
