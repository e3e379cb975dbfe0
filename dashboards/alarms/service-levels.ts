import { slo } from '../slo.ts';
import type { CompositeDefinition } from './alarm-definition.ts';
import { type BurnWindowId, burnRates } from './burn-windows.ts';

interface BurnDefinition extends CompositeDefinition {
  readonly pairs: readonly (readonly [long: BurnWindowId, short: BurnWindowId])[];
}

const { fast, slow } = burnRates;
const aim = 100 * slo.availability.target;
const unavailable = () => 'Senders get a 5xx. Some never send again.';
const threeFailures = (window: string) =>
  `Takes 3 requests that failed within ${window}: a sender that is told of a failure sends again, so that at this traffic it is an outage.`;

export const burnAlarms = {
  AvailabilityBurnFast: {
    severity: 'P',
    meaning: () =>
      `Requests fail more than ${fast} times as often as the aim of ${aim} % allows, over 1 hour and over 5 minutes.`,
    impact: unavailable,
    pairs: [['AvailabilityBurn1h', 'AvailabilityBurn5min']],
    atLowTraffic: threeFailures('5 minutes'),
  },
  AvailabilityBurnSlow: {
    severity: 'P',
    meaning: () =>
      `Requests fail more than ${slow} times as often as the aim of ${aim} % allows, over 6 hours and over 30 minutes.`,
    impact: unavailable,
    pairs: [['AvailabilityBurn6h', 'AvailabilityBurn30min']],
    atLowTraffic: threeFailures('30 minutes'),
  },
  AvailabilityBurnDrip: {
    severity: 'T',
    meaning: () =>
      `Requests fail more often than the aim of ${aim} % allows, over 1 day and over 6 hours.`,
    impact: unavailable,
    pairs: [['AvailabilityDrip1d', 'AvailabilityDrip6h']],
    atLowTraffic: threeFailures('6 hours'),
  },
  FreshnessBurn: {
    severity: 'P',
    meaning: () =>
      `Webhooks wait longer than ${slo.freshness.seconds} s for their first attempt more often than the aim of ${100 * slo.freshness.target} % allows: ${fast} times over 1 hour and over 5 minutes, or ${slow} times over 6 hours and over 30 minutes.`,
    impact: () => 'They reach their destinations late.',
    pairs: [
      ['FreshnessBurn1h', 'FreshnessBurn5min'],
      ['FreshnessBurn6h', 'FreshnessBurn30min'],
    ],
    atLowTraffic: 'Takes 3 webhooks that waited within 30 minutes.',
  },
} as const satisfies Record<string, BurnDefinition>;
