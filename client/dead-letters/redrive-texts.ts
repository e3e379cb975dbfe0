import type { DiscardResult } from './discard.ts';
import type { Foreseen } from './foresee-redrive.ts';
import type { MoveResult } from './move-by-sqs.ts';
import type { RedriveResult } from './redrive.ts';

export const redriveEndings = {
  drained: 'The dead-letter queue has no more to move.',
  limit: 'The limit is reached.',
  interrupted: 'Interrupted: the rest is where it was.',
  failures: 'It stopped, since too many came back.',
  'sample-returned': 'The rest was not moved.',
  'sample-unsettled': 'The rest was not moved.',
} as const satisfies Record<RedriveResult['stopped'], string>;

export const moveEndings = {
  drained: 'SQS has no more to move.',
  cancelled: 'The move is cancelled: the rest is where it was.',
  cancelling: 'The move is being cancelled: SQS moves some more before it ends.',
  left: 'SQS goes on with the move.',
} as const satisfies Record<MoveResult['stopped'], string>;

export const discardEndings = {
  drained: '',
  limit: 'The limit is reached.',
  interrupted: 'Interrupted: the rest is where it was.',
} as const satisfies Record<DiscardResult['stopped'], string>;

/** Why a run stopped by itself before its end. */
export const redriveFailures: Partial<
  Record<RedriveResult['stopped'], (returned: number) => string>
> = {
  failures: (returned) => `Stopped: ${returned} that this run sent failed again and came back.`,
  'sample-returned': () => 'Stopped: of the sample, some failed again and came back.',
  'sample-unsettled': () => 'Stopped: the sample has not come to its end within the time (--wait).',
};

/** What a redrive leaves behind, a sentence each. */
export function leftTexts({ skipped, refused, doubled }: RedriveResult): readonly string[] {
  return [
    skipped > 0 ? `${skipped} are of another kind and stay.` : '',
    refused > 0 ? `${refused} refused by SQS; they stay in the dead-letter queue.` : '',
    doubled > 0
      ? `${doubled} could not be deleted after they were sent; they will be there twice.`
      : '',
  ].filter((text) => text !== '');
}

export function returnedText(returned: number): string {
  return `${returned} failed again and came back. What made them fail is not mended.`;
}

export const foreseenTexts = {
  delivered: ({ destinations }) => `would go to ${destinations.join(', ')}`,
  duplicate: ({ destinations }) =>
    `would be duplicates: ${destinations.join(', ')} has it, or has a letter of its own`,
  filtered: ({ route }) => `would be filtered by the route ${route}`,
  unreadable: ({ why }) => `would come back, since they can't be read: ${why}`,
  'body-lost': ({ why }) => `would come back: ${why}`,
  'transform-fails': ({ destinations, why }) =>
    `would fail in the transform for ${destinations.join(', ')}: ${why}`,
} as const satisfies Record<Foreseen['kind'], (foreseen: Foreseen) => string>;
