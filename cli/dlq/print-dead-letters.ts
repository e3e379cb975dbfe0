import { formatTable, type Terminal } from '../terminal.ts';
import type { RedriveResult } from './redrive.ts';
import type { DeadLetterGroup, DeadLetterSummary } from './summarize.ts';

/** Writes a summary for people. No body, header or id is in it. */
export function printSummary(summary: DeadLetterSummary, terminal: Terminal): void {
  const { visible, examined, firstExpiry, groups } = summary;
  if (examined === 0) {
    terminal.line(
      visible === 0
        ? 'There are no dead letters.'
        : `SQS counts ${visible} dead letters, but shows none: somebody else holds them. Try again in a minute.`,
    );
    return;
  }
  const part = examined < visible ? ` (of about ${visible}; look at more with --max)` : '';
  terminal.line(terminal.style('bold', `${examined} dead letters${part}`));
  const header = ['COUNT', 'SOURCE', 'TYPE', 'RECEIVES', 'FIRST SEEN', 'LAST SEEN'];
  for (const line of formatTable(header, groups.map(toRow))) terminal.line(line);
  for (const { malformed, count } of groups) {
    if (malformed) terminal.line(`? ${count} can't be read and never will be: ${malformed}`);
  }
  if (firstExpiry) terminal.line(`SQS drops the first of them at ${firstExpiry}.`);
}

function toRow({ count, source, type, receives, firstSeen, lastSeen }: DeadLetterGroup) {
  const [low, high] = receives;
  return [count, source, type, low === high ? `${low}` : `${low}–${high}`, firstSeen, lastSeen];
}

const endings = {
  drained: 'The dead-letter queue has no more to move.',
  limit: 'The limit is reached.',
  interrupted: 'Interrupted. Run it again to go on.',
} as const satisfies Record<RedriveResult['stopped'], string>;

/** Writes the outcome of a redrive for people. */
export function printRedrive(result: RedriveResult, terminal: Terminal): void {
  const { moved, refused, doubled, returned, stopped } = result;
  terminal.line(
    `${terminal.style('bold', `${moved} moved to the intake queue.`)} ${endings[stopped]}`,
  );
  if (refused > 0) terminal.line(`${refused} refused by SQS; they stay in the dead-letter queue.`);
  if (doubled > 0) {
    terminal.line(
      `${doubled} could not be deleted after they were sent; they will be there twice.`,
    );
  }
  if (returned > 0) {
    const text = `${returned} failed again and came back. What made them fail is not mended.`;
    terminal.line(terminal.style('red', text));
  }
}
