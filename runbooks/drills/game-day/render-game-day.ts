import { formatSeconds } from '../../../client/terminal/format.ts';
import type { DrillBooks } from '../run/balance-books.ts';
import type { GameDayReport, Visit } from './game-day-report.ts';

/** In Markdown, which a terminal shows as well. */
export function renderGameDay(report: GameDayReport): string {
  const { seed, faults, setup, clockFactor, visits, failures, books, seconds } = report;
  return [
    `# Game day, seed ${seed}`,
    '',
    `${faults.join(' and ')} at once, on an embedded stack (${setup}) at ${clockFactor} times its speed, in ${formatSeconds(seconds)} of this machine.`,
    '',
    firstPage(visits),
    ...(failures.length === 0 ? [] : ['', ...failures]),
    '',
    '| page | also on | opened after | mitigated in | over after | the incident |',
    '| --- | --- | --- | --- | --- | --- |',
    ...visits.map(row),
    '',
    books === undefined
      ? 'Webhooks were not counted.'
      : `${books.accepted} webhooks accepted, ${books.settled} settled, residue ${books.residue}.${writtenOff(books)}`,
  ].join('\n');
}

/** A residue of 0 that a page's write-off made is not one that all arrived. */
function writtenOff({ writeOffs }: DrillBooks): string {
  const count = writeOffs.reduce((sum, one) => sum + one.residue, 0);
  return writeOffs.length === 0
    ? ''
    : ` ${count} of them were written off: find out what became of them.`;
}

function firstPage([first, ...others]: readonly Visit[]): string {
  if (first === undefined) return 'No page was reached.';
  if (first.endedIncident) return `${first.page} was reached first, and ended the incident.`;
  const last = others.findLast(({ endedIncident }) => endedIncident);
  const then = last === undefined ? 'nor did the others' : `${last.page} did, in the end`;
  return `${first.page} was reached first, and did not end the incident; ${then}.`;
}

function row(visit: Visit): string {
  const { page, beside, openedAfter, mitigatedSeconds, clearedSeconds, endedIncident } = visit;
  const cells = [
    page,
    beside.join(', ') || '–',
    formatSeconds(openedAfter),
    formatSeconds(mitigatedSeconds),
    clearedSeconds === undefined ? 'not' : formatSeconds(clearedSeconds),
    endedIncident ? 'ended' : 'went on',
  ];
  return `| ${cells.join(' | ')} |`;
}
