import { formatSeconds } from '../terminal/format.ts';
import type { EventKind, JourneyEvent } from './journey.ts';

type Describe = (event: JourneyEvent) => string;

const failure: Describe = ({ destination, error, inSeconds }) =>
  [destination, error, inSeconds === undefined ? undefined : `again in ${formatSeconds(inSeconds)}`]
    .filter((part) => part !== undefined)
    .join(': ');

/** What a person has to know of each step, behind its name. */
const descriptions: Readonly<Record<EventKind, Describe>> = {
  received: ({ bytes, trackingId }) =>
    [
      bytes === undefined ? undefined : `${bytes} bytes`,
      trackingId === undefined ? undefined : `request ${trackingId}`,
    ]
      .filter((part) => part !== undefined)
      .join(', '),
  verified: ({ slot, client }) => {
    if (client !== undefined) return `by the token of ${client}`;
    return slot === undefined ? '' : `with the secret in the slot ${slot}`;
  },
  stored: () => 'on the queue',
  attempt: ({ destination, status, ms, error }) => {
    const answer = error ?? (status === undefined ? 'accepted' : `answered ${status}`);
    return `${destination}: ${answer}${ms === undefined ? '' : ` in ${ms} ms`}`;
  },
  delivered: ({ destination }) => destination ?? '',
  failed: failure,
  'put-back': failure,
  parked: failure,
  'dead-lettered': ({ destination, reason, error }) =>
    [destination, reason, error].filter((part) => part !== undefined).join(': '),
  redriven: ({ run }) => `run ${run}`,
  replayed: ({ run }) => `run ${run}`,
  processed: () => 'all destinations have it',
  duplicate: () => 'it was delivered before',
  'left-over': () => 'a second copy that the stage made itself',
  filtered: ({ reasons = [] }) => reasons.map(({ route, why }) => `${route}: ${why}`).join('; '),
};

export function describeEvent(event: JourneyEvent): string {
  return descriptions[event.event](event);
}
