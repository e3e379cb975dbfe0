import { formatSeconds } from '../../../client/terminal/format.ts';
import type { DrillResult } from '../drill-result.ts';

export const columns = [
  'alarm',
  'passed',
  'fired after',
  'of',
  'mitigated',
  'over after',
  'of',
  'beside it',
  'accepted',
  'residue',
  'scale',
  'jumped',
] as const;

/** A line of the table, in every form of the report. */
export function resultCells(result: DrillResult): readonly string[] {
  const { alarm, passed, beside, books, clockFactor, jumpedSeconds, before } = result;
  return [
    alarm,
    passed ? 'yes' : 'no',
    timeOf(result.detectedSeconds),
    timeOf(result.detectBudgetSeconds),
    timeOf(result.mitigatedSeconds),
    timeOf(result.clearedSeconds),
    timeOf(result.clearBudgetSeconds),
    beside.map((one) => (one.isDeclared ? one.alarm : `${one.alarm} (no sibling)`)).join(', '),
    books === undefined ? '–' : String(books.accepted),
    books === undefined ? '–' : String(books.residue),
    before === undefined ? `${clockFactor} ×` : `${clockFactor} ×, not at ${before.clockFactor} ×`,
    jumpedSeconds === 0 ? '–' : timeOf(jumpedSeconds),
  ];
}

function timeOf(seconds: number | undefined): string {
  return seconds === undefined ? '–' : formatSeconds(seconds);
}
