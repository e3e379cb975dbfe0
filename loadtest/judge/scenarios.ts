import type { Plan } from '../samples/sample.ts';
import type { GateDefinition } from './gate.ts';
import { alarmGates } from './gates/alarms.ts';
import { conservationGates } from './gates/conservation.ts';
import { growthGates } from './gates/growth.ts';
import { serviceGates } from './gates/service.ts';
import { validityGates } from './gates/validity.ts';
import { calmPhase } from './measure.ts';

type ConservationName = keyof typeof conservationGates;

export type GateName =
  | ConservationName
  | keyof typeof serviceGates
  | keyof typeof validityGates
  | keyof typeof alarmGates
  | keyof typeof growthGates;

const gates: Readonly<Record<GateName, GateDefinition>> = {
  ...conservationGates,
  ...serviceGates,
  ...validityGates,
  ...alarmGates,
  ...growthGates,
};

const underTooMuch = [
  ...(['latency', 'hostile', 'ceiling', 'freshness', 'drain', 'age'] as const),
  'unavailable' as const,
];

const bySender = ['rate', 'lateness', 'generator'] as const;

/** Of each scenario: what it doesn't promise. Conservation holds in all of them. */
const promisedNot: Readonly<Record<string, readonly Exclude<GateName, ConservationName>[]>> = {
  // One a second has no calm phase to be held against.
  smoke: ['latency', 'hostile'],
  steady: ['hostile'],
  spike: ['hostile'],
  hostile: ['latency'],
  duplicates: ['hostile'],
  poison: ['hostile'],
  // Bodies of megabytes take longer than others.
  large: ['latency', 'hostile'],
  // More than the stage is made for: it may be slow, and slow down a sender on the same machine, and loses nothing.
  stress: [...underTooMuch, ...bySender],
  // It ends where either the stage or the generator gives up; the knee says which.
  breakpoint: [...underTooMuch, ...bySender],
  soak: ['hostile'],
};

/** What only these scenarios promise. */
const promisedBy: Readonly<Partial<Record<GateName, readonly string[]>>> = {
  poisonAlarm: ['poison'],
  pressure: ['stress'],
  calm: ['stress', 'breakpoint'],
  latencyGrowth: ['soak'],
  ageGrowth: ['soak'],
  memoryGrowth: ['soak'],
};

/** Of which gates a stage on AWS tells nothing, and why: behind "Not on AWS: ". */
export const notOnAws: Readonly<Partial<Record<GateName, string>>> = {
  altered: 'it keeps no bodies, so that only a destination can tell.',
  duplicate: 'it keeps one row of each delivery; how often it arrived its destination can tell.',
  unexpected: 'it keeps nothing of what nobody sent; what else arrived its destination can tell.',
  memoryGrowth: "Lambda starts its functions anew, and keeps no process of the stage's.",
};

/** The gates of a scenario; one that a user wrote has all that need no kind of webhook and no phase of their own. */
export function gatesOf({
  scenario,
  phases,
  machines,
}: Plan): readonly (readonly [GateName, GateDefinition])[] {
  const promised: readonly string[] = promisedNot[scenario] ?? ['hostile'];
  const without = [
    ...promised,
    ...(phases.some(({ name }) => name === calmPhase) ? [] : ['latency', 'hostile']),
    ...(machines === undefined ? ['workers'] : []),
  ];
  return (Object.entries(gates) as [GateName, GateDefinition][]).filter(
    ([name]) => !without.includes(name) && (promisedBy[name]?.includes(scenario) ?? true),
  );
}
