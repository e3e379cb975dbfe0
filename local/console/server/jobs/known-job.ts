import { CommandError } from '../../../../client/command-error.ts';
import type { LetterJob } from './letter-job.ts';

/** @throws CommandError for a job of another console, or of this one before it was started again */
export function knownJob(id: string, job: LetterJob | undefined): LetterJob {
  if (job !== undefined) return job;
  throw new CommandError(
    `This console knows nothing of the run ${id}.`,
    'What it did is in the log of each webhook; what it did not is still among the dead letters.',
  );
}
