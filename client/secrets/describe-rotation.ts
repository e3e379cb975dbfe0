import type { CommandLines } from '../command-lines.ts';
import { formatSeconds } from '../terminal/format.ts';
import type { Rotation } from './rotation.ts';

type Describe = (source: string, rotation: Rotation, lines: CommandLines) => string;

const descriptions = {
  safe: (source, rotation, lines) =>
    `${unused(rotation)}: safe to remove: ${lines.other(['secrets', 'retire', source], slotOf(rotation))}`,
  'in-use': (_, { slot, used, unusedSeconds }) =>
    `${slot} is in use: ${count(used, 'webhook')} came with it, the last ${ago(unusedSeconds)}. Change the secret at the sender`,
  'too-early': (_, rotation) => `${unused(rotation)}: wait a little longer`,
  'no-evidence': (_, { slot, unusedSeconds }) =>
    `no webhook came in since ${formatSeconds(unusedSeconds)}: nothing shows whether ${slot} is still in use`,
} as const satisfies Record<Rotation['state'], Describe>;

/** Where an old secret's way out stands, in a sentence without its full stop. */
export function describeRotation(source: string, rotation: Rotation, lines: CommandLines): string {
  return descriptions[rotation.state](source, rotation, lines);
}

function unused({ slot, unusedSeconds, acceptedMeanwhile }: Rotation): string {
  return `${slot} unused for ${hours(unusedSeconds)} while ${count(acceptedMeanwhile, 'webhook')} came in`;
}

/** In hours up to three days: so are the waits that one has in mind. */
function hours(seconds: number): string {
  const whole = Math.floor(seconds / 3600);
  return whole >= 1 && whole <= 72 ? `${whole} h` : formatSeconds(seconds);
}

function ago(seconds: number): string {
  return seconds < 120 ? 'just now' : `${formatSeconds(seconds)} ago`;
}

function count(amount: number, what: string): string {
  return `${amount.toLocaleString('en')} ${what}${amount === 1 ? '' : 's'}`;
}

function slotOf({ slot }: Rotation): { readonly slot?: string } {
  return slot === 'previous' ? {} : { slot };
}
