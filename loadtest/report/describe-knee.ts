import { formatMilliseconds, formatNumber } from './format.ts';
import type { Report } from './json.ts';

type Broken = NonNullable<NonNullable<Report['knee']>['broken']>;

const reasons: Readonly<Record<Broken['reason'], (step: Broken) => string>> = {
  completions: ({ completed }) => `only ${formatNumber(completed)} a second were completed`,
  latency: ({ p99 }) => `a p99 of ${formatMilliseconds(p99)} is over twice that of the calm phase`,
  age: () => 'webhooks waited longer and longer',
  generator: () => 'the generator sent too late, so the stage may take more',
};

/** Sentences for people; none of a run without steps of load. */
export function describeKnee({ knee }: Report): readonly string[] {
  if (knee === undefined) return [];
  const { held, broken } = knee;
  const taken = held
    ? `${formatNumber(held.offered)}/s held (${held.name}): ${formatNumber(held.inProgress)} under way, ${formatNumber(held.byLittlesLaw)} by Little's law.`
    : 'No step held.';
  const knees = broken
    ? `The knee is at ${formatNumber(broken.offered)}/s (${broken.name}): ${reasons[broken.reason](broken)}.`
    : 'No step was too much: the knee is beyond the last one.';
  return [taken, knees];
}
