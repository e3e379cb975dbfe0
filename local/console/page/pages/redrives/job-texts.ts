import {
  discardEndings,
  leftTexts,
  moveEndings,
  redriveEndings,
  redriveFailures,
  returnedText,
} from '../../../../../client/dead-letters/redrive-texts.ts';
import type { JobOutcome, LetterJob } from '../../../server/jobs/letter-job.ts';

/** What it was asked to do. */
export function jobTitle({ wish }: Pick<LetterJob, 'wish'>): string {
  const { kind, filter = {}, limit } = wish;
  const one = wish.kind === 'discard' && wish.id !== undefined ? 'one letter' : undefined;
  const conditions = Object.entries(filter).map(([name, value]) => `${name} ${String(value)}`);
  const which = conditions.length === 0 ? 'all letters' : `letters of ${conditions.join(', ')}`;
  const some = limit === undefined ? which : `at most ${limit} ${which}`;
  return `${kind === 'redrive' ? 'Send through again' : 'Discard'} ${one ?? some}`;
}

export interface Ending {
  readonly isGood: boolean;
  readonly text: string;
  /** What else is to be known, a sentence each. */
  readonly more: readonly string[];
}

type Endings = {
  readonly [Kind in JobOutcome['kind']]: (
    result: Extract<JobOutcome, { kind: Kind }>['result'],
  ) => Ending;
};

const endings: Endings = {
  redrive(result) {
    const { moved, returned, refused, doubled, stopped } = result;
    const isWhole = stopped === 'drained' || stopped === 'limit';
    return {
      isGood: isWhole && returned + refused + doubled === 0,
      text: `${moved} moved to the intake queue. ${redriveEndings[stopped]}`,
      more: [
        ...[redriveFailures[stopped]?.(returned) ?? []].flat(),
        ...leftTexts(result),
        ...(returned > 0 ? [returnedText(returned)] : []),
      ],
    };
  },
  move({ moved, stopped, isJoined }) {
    const joined = 'A move was under way already; it was followed, at its own rate.';
    return {
      isGood: stopped === 'drained',
      text: `${moved} moved to the intake queue. ${moveEndings[stopped]}`,
      more: isJoined ? [joined] : [],
    };
  },
  discard({ discarded, undeleted, skipped, archive, stopped }) {
    const more = [
      discarded > 0 ? `Archived in ${archive}<source>/<day>/` : '',
      skipped > 0 ? `${skipped} are others and stay.` : '',
      undeleted > 0
        ? `${undeleted} are archived, but could not be deleted; they stay. Run it again.`
        : '',
    ];
    return {
      isGood: stopped !== 'interrupted' && undeleted === 0 && discarded > 0,
      text: `${discarded} discarded. ${discardEndings[stopped]}`.trimEnd(),
      more: more.filter((text) => text !== ''),
    };
  },
};

/** How it ended, in the words of the command line. */
export function endingOf({ kind, result }: JobOutcome): Ending {
  const ending = endings[kind] as (of: JobOutcome['result']) => Ending;
  return ending(result);
}
