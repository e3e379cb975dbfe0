import {
  type BlockOutcome,
  isAsExpected,
  type Verdict,
} from '../../runbooks/pages/execute-block.ts';
import type { ExpectationState } from '../../runbooks/pages/expectation.ts';

/** What the page says of an output, beside what was seen of it. */
export interface Comparison {
  /** As the page labels it. */
  readonly label: 'Calm' | 'Trouble' | 'Expected';
  readonly expected: string;
  /** A person alone can see that a number is growing. */
  readonly verdict: 'seen' | 'not seen' | 'yours to see';
  /** What the output lacks, as the page writes it. */
  readonly missing: readonly string[];
}

/** Which state of the stage an output is that of; `as expected` where the page tells no states apart. */
export type Likeness = 'calm' | 'trouble' | 'as expected' | 'neither';

/** What an output says of the stage, in a sentence. */
export const likenessText = {
  trouble: 'So it is as the page says of trouble.',
  calm: 'So it is as the page says of a calm stage.',
  'as expected': 'So it is as the page says.',
  neither: 'So it is not as the page says: look closer before you go on.',
} as const satisfies Record<Likeness, string>;

const labels = {
  calm: 'Calm',
  trouble: 'Trouble',
  either: 'Expected',
} as const satisfies Record<ExpectationState, Comparison['label']>;

/** @param stage as its resources have it in their names: a page has the shell's variable */
export function compare({ verdicts }: BlockOutcome, stage: string): readonly Comparison[] {
  const named = (text: string) => text.replaceAll('$SPILLWAY_STAGE', stage);
  return verdicts.map((verdict) => {
    const { expectation } = verdict;
    const missing = verdict.missing.map(named);
    return {
      ...{ label: labels[expectation.state], expected: named(expectation.text.trim()), missing },
      verdict: isComparable(verdict)
        ? missing.length === 0
          ? 'seen'
          : 'not seen'
        : 'yours to see',
    };
  });
}

/** @returns undefined where the page says nothing that could be compared, and all went well */
export function likenessOf(outcome: BlockOutcome): Likeness | undefined {
  const states = outcome.verdicts.filter(isComparable).map(({ expectation }) => expectation.state);
  const [isCalm, isTrouble] = [isAsExpected(outcome, 'calm'), isAsExpected(outcome, 'trouble')];
  if (!isCalm && !isTrouble) return 'neither';
  if (states.includes('trouble') && isTrouble) return 'trouble';
  if (states.includes('calm') && isCalm) return 'calm';
  return states.length > 0 ? 'as expected' : undefined;
}

function isComparable({ expectation: { patterns } }: Verdict): boolean {
  return patterns.length > 0;
}
