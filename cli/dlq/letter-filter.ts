import { type Command, Option } from 'commander';
import { type Diagnosis, type LetterClass, letterClasses } from './diagnose.ts';

/** Which dead letters; all of what is given must hold. */
export interface LetterFilter {
  /** Or its beginning. */
  readonly fingerprint?: string;
  readonly source?: string;
  readonly class?: LetterClass;
  readonly reason?: string;
}

export function withFilter(command: Command): Command {
  return command
    .option('--fingerprint <text>', 'only this kind, as `dlq summary` names it')
    .option('--source <name>', 'only of this source')
    .addOption(new Option('--class <name>', 'only of this class').choices(letterClasses));
}

export function hasFilter({ fingerprint, source, class: kind, reason }: LetterFilter): boolean {
  return [fingerprint, source, kind, reason].some((one) => one !== undefined);
}

export function matchesFilter(filter: LetterFilter, diagnosis: Diagnosis): boolean {
  return (
    diagnosis.fingerprint.startsWith(filter.fingerprint ?? '') &&
    (filter.source ?? diagnosis.source) === diagnosis.source &&
    (filter.class ?? diagnosis.class) === diagnosis.class &&
    (filter.reason ?? diagnosis.reason) === diagnosis.reason
  );
}
