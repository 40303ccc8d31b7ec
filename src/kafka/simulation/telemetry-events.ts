import { integersFrom, randomFrom } from '../random.ts';
import { numbered, type Workload } from './workload.ts';

const tickMs = 100;
const deviceCount = 2000;
/** Of each 100 devices: half are in the first region. */
const regionOf = (device: number): number => {
  const share = device % 100;
  return share < 50 ? 0 : share < 70 ? 1 : share < 82 ? 2 : share < 90 ? 3 : share < 96 ? 4 : 5;
};

/** How many readings come in, and when all devices come back at once; times in milliseconds. */
export interface ReconnectStorm {
  readonly lastsMs: number;
  readonly readingsPerTick: number;
  readonly storm: { readonly fromMs: number; readonly untilMs: number; readonly factor: number };
  /** How much of all readings one chatty device sends, in per cent. */
  readonly chattyPercent: number;
}

/** The stream `telemetry`: readings of 2,000 devices, one of them chatty. */
export function telemetryEvents(seed: number, plan: ReconnectStorm): Workload {
  const draw = integersFrom(randomFrom(seed));
  const times: number[] = [];
  const devices: number[] = [];
  for (let timeMs = 0; timeMs < plan.lastsMs; timeMs += tickMs) {
    const inStorm = timeMs >= plan.storm.fromMs && timeMs < plan.storm.untilMs;
    for (let left = plan.readingsPerTick * (inStorm ? plan.storm.factor : 1); left > 0; left--) {
      times.push(timeMs);
      devices.push(draw(100) < plan.chattyPercent ? 0 : draw(deviceCount));
    }
  }
  const entityOf = new Int32Array(devices);
  const seqOf = new Int32Array(devices.length);
  const seen = new Int32Array(deviceCount);
  for (let event = 0; event < devices.length; event++) seqOf[event] = seen[devices[event]!]!++;
  const [device, region, unique] = ['device-', 'region-', 'event-'].map(numbered);
  const fieldOf = (field: string, event: number): string => {
    if (field === 'deviceId') return device!(entityOf[event]!);
    return field === 'region' ? region!(regionOf(entityOf[event]!)) : unique!(event);
  };
  const nameOf = (event: number) => `device-${entityOf[event]} reading ${seqOf[event]}`;
  const timeOf = new Int32Array(times);
  return { eventCount: times.length, timeOf, entityOf, seqOf, entityCount: deviceCount, fieldOf, nameOf };
}
