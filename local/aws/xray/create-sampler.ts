import { matchesWildcard } from '../iam/wildcard.ts';
import type { SampledProperty, SamplingRule } from './sampling-rules.ts';

/** Of a request, as the service that gets it describes it to X-Ray. */
export type SampledRequest = Readonly<Record<SampledProperty, string>>;

/** The rule that is always there, after all others; Lambda has no other one. */
const defaultRule = { perSecond: 1, fixedRate: 0.05 } as const;

/**
 * Whether X-Ray records a request that nobody has decided on yet.
 *
 * @param rules in the order in which they are tried. AWS shares a reservoir among the hosts of a service; here is one host
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
 */
export function createSampler(
  rules: readonly SamplingRule[],
  random: () => number = Math.random,
): (request: SampledRequest, now: number) => boolean {
  const limited = rules.map((rule) => ({ ...rule, takes: createReservoir(rule, random) }));
  const otherwise = createReservoir(defaultRule, random);
  return (request, now) => {
    const rule = limited.find(({ matches }) => doesMatch(matches, request));
    return (rule?.takes ?? otherwise)(now);
  };
}

/** Of Lambda itself, for an invocation that comes without a decision. Rules have no effect on it. */
export function createFunctionSampler(
  random: () => number = Math.random,
): (now: number) => boolean {
  return createReservoir(defaultRule, random);
}

function createReservoir(
  { perSecond, fixedRate }: Pick<SamplingRule, 'perSecond' | 'fixedRate'>,
  random: () => number,
): (now: number) => boolean {
  let second = -1;
  let taken = 0;
  return (now) => {
    const current = Math.floor(now / 1000);
    if (current !== second) {
      second = current;
      taken = 0;
    }
    if (taken < perSecond) {
      taken += 1;
      return true;
    }
    return random() < fixedRate;
  };
}

function doesMatch(patterns: SamplingRule['matches'], request: SampledRequest): boolean {
  return Object.entries(patterns).every(
    ([property, pattern]) =>
      pattern === '*' || matchesWildcard(pattern, request[property as SampledProperty]),
  );
}
