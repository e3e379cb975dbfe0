import type { Line } from '../telemetry/line.ts';
import type { Books } from './audit.ts';

/** Publishes the totals, from which the alarm reckons the residue. @param books absent where there are none yet */
export function reportBooks(line: Line, books: Books | undefined): void {
  if (books === undefined) {
    line.end('warn', 'books not audited: the audit has not caught up yet', {});
    return;
  }
  const { totals, level, residue, isAtRest } = books;
  line.record('AcceptedTotal', totals.accepted, {});
  line.record('SettledTotal', totals.settled, {});
  line.record('UncertainTotal', totals.uncertain, {});
  line.end('info', 'books audited', { ...totals, ...level, residue, isAtRest });
}
