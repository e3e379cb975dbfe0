import { type GateDefinition, none } from '../gate.ts';

/** Each accepted webhook has one end, and nothing else has any. */
export const conservationGates = {
  lost: {
    ...none('conservation', 'Accepted and lost', ({ counts }) => counts.lost),
    seenIn: 'stage',
  },
  duplicate: {
    ...none('conservation', 'Delivered more than once', ({ counts }) => counts.duplicate),
    seenIn: 'stage',
  },
  twoEnds: {
    ...none('conservation', 'Arrived, and dead-lettered too', ({ counts }) => counts.twoEnds),
    seenIn: 'stage',
  },
  altered: {
    ...none('conservation', 'Arrived with another body', ({ counts }) => counts.altered),
    seenIn: 'stage',
  },
  unexpected: {
    ...none(
      'conservation',
      'Arrived though refused or never sent',
      ({ counts }) => counts.unexpected,
    ),
    seenIn: 'stage',
  },
  misrouted: {
    ...none('conservation', 'Arrived where no route sends it', ({ counts }) => counts.misrouted),
    seenIn: 'stage',
  },
  forged: none('conservation', 'Forged, and taken', ({ counts }) => counts.forged),
  foreign: none('conservation', 'Answered 2xx by something else', ({ counts }) => counts.foreign),
} as const satisfies Record<string, GateDefinition>;
