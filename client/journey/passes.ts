import type { JourneyEvent } from './journey.ts';
import type { ReadLine } from './read-line.ts';

/**
 * The events of one webhook in the order of time. Where a line is the first of a dead letter that was sent again, or of
 * a replay, that comes before it: the command that sent it leaves no line of its own.
 */
export function eventsOf(lines: readonly ReadLine[]): readonly JourneyEvent[] {
  const known = new Set<string>();
  const early: JourneyEvent[] = [];
  const events = lines
    .toSorted((a, b) => a.at - b.at)
    .flatMap((line) => {
      if (line.isEarly) {
        early.push(...line.events);
        return [];
      }
      const attempts = line.events.filter(({ event }) => event === 'attempt');
      const others = line.events.filter(({ event }) => event !== 'attempt');
      const all = [...attempts, ...early.splice(0), ...others];
      return [...beginningOf(line, lines, known), ...all];
    });
  return [...events, ...early];
}

/** @param known the runs that were told of */
function beginningOf(
  line: ReadLine,
  lines: readonly ReadLine[],
  known: Set<string>,
): readonly JourneyEvent[] {
  const again = sentAgain(line, lines);
  if (again?.run === undefined || known.has(again.run)) return [];
  known.add(again.run);
  return [{ ...again, at: new Date(line.at).toISOString(), function: 'processing' }];
}

/**
 * A dead letter's nonce is the id of the request that brought the webhook, or it has the mark of a redrive; any other
 * nonce is a replay's.
 */
function sentAgain(
  { nonce, redrive }: ReadLine,
  lines: readonly ReadLine[],
): Pick<JourneyEvent, 'event' | 'run'> | undefined {
  if (redrive !== undefined) return { event: 'redriven', run: redrive };
  if (nonce === undefined) return undefined;
  const isLetter = lines.some(
    ({ trackingId, nonce: other }) => trackingId === nonce && other === undefined,
  );
  return isLetter ? { event: 'redriven', run: nonce } : { event: 'replayed', run: nonce };
}
