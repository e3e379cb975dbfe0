import { awsLimits } from './aws-limits.ts';

/** Pollers or execution environments, of which there are more the longer they are needed. */
export interface Fleet {
  readonly first: number;
  readonly perSecond: number;
  readonly most: number;
}

/** Seconds until the fleet has grown to `count`; `undefined` where it never does. */
export function secondsUntil({ first, perSecond, most }: Fleet, count: number): number | undefined {
  if (count > most) return undefined;
  return count <= first ? 0 : (count - first) / perSecond;
}

/** @param most `maxConcurrency`: each poller has one invocation under way, so that more of them bring nothing */
export function standardPollers(most: number): Fleet {
  const { standardPollers: limits } = awsLimits;
  const bounded = Math.min(most, limits.most);
  return { first: Math.min(limits.first, bounded), perSecond: limits.perSecond, most: bounded };
}

/** @param minimum how many there always are */
export function provisionedPollers(minimum: number, most: number): Fleet {
  const { provisionedPollers: limits } = awsLimits;
  return {
    first: Math.min(minimum, limits.mostMinimum),
    perSecond: limits.perSecond,
    most: Math.min(most, limits.most),
  };
}

/** Of one function. */
export function environments(most: number): Fleet {
  const { environmentsAtOnce, environmentsPerSecond } = awsLimits.lambda;
  return { first: Math.min(environmentsAtOnce, most), perSecond: environmentsPerSecond, most };
}
