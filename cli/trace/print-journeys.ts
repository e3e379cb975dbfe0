import { describeEvent } from '../../client/journey/describe-event.ts';
import type {
  Journey,
  JourneyEvent,
  Journeys,
  Look,
  PassRecord,
  TracePart,
} from '../../client/journey/journey.ts';
import { formatSeconds } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';

/** Writes for people the way of each webhook with the id, one after the other, and where was looked. */
export function printJourneys(journeys: Journeys, terminal: Terminal): void {
  const { deliveryId, webhooks, looked } = journeys;
  for (const webhook of webhooks) {
    const { source, sender, type } = webhook;
    const title = [deliveryId, `from ${source}`, sender === source ? undefined : sender, type];
    terminal.line(terminal.style('bold', printable(title.filter(Boolean).join('  '))));
    printJourney(webhook, terminal);
    terminal.line();
  }
  terminal.line(terminal.style('dim', printable(`Looked at: ${looked.map(lookText).join('; ')}.`)));
}

function printJourney({ events, deliveries, letters, traces }: Journey, terminal: Terminal): void {
  const [first] = events;
  const beganAt = Date.parse(first?.at ?? traces[0]?.spans[0]?.at ?? '');
  for (const event of events) printEvent(event, beganAt, terminal);
  if (deliveries.length > 0) {
    terminal.line('  now');
    for (const record of deliveries) terminal.line(printable(`    ${standingOf(record)}`));
  }
  if (letters !== undefined) {
    const count = letters === 0 ? 'none' : String(letters);
    terminal.line(`    dead letters of it in the queue: ${count}`);
  }
  for (const trace of traces) printTrace(trace, beganAt, terminal);
}

const bad: ReadonlySet<JourneyEvent['event']> = new Set([
  'failed',
  'put-back',
  'parked',
  'dead-lettered',
]);

function printEvent(event: JourneyEvent, beganAt: number, terminal: Terminal): void {
  const { at } = event;
  const name = event.event.padEnd(13);
  const styled = bad.has(event.event) ? terminal.style('yellow', name) : name;
  const since = sinceText(Date.parse(at) - beganAt);
  terminal.line(`  ${at}  ${since}  ${styled}  ${printable(describeEvent(event))}`.trimEnd());
}

function sinceText(ms: number): string {
  const sign = ms < 0 ? '-' : '+';
  const size = Math.abs(ms);
  return `${sign}${size < 10_000 ? `${size} ms` : formatSeconds(size / 1000)}`.padStart(13);
}

function standingOf(record: PassRecord): string {
  const { destination, state, nonce, settledAt, attempts, lastError, lastFailedAt } = record;
  const failed =
    attempts === 0 ? [] : [`${attempts} failed ${attempts === 1 ? 'attempt' : 'attempts'}`];
  const when = settledAt ?? lastFailedAt;
  return [
    `${destination}: ${state}`,
    ...(nonce === undefined ? [] : [`sent again as ${nonce}`]),
    ...(when === undefined ? [] : [when]),
    ...failed,
    ...(state === 'failed' && lastError !== undefined ? [lastError] : []),
  ].join(', ');
}

function printTrace({ traceId, spans }: TracePart, beganAt: number, terminal: Terminal): void {
  terminal.line(printable(`  trace ${traceId}`));
  for (const { name, depth, at, ms, operation, destination, status, isFailed } of spans) {
    const what = [name, operation, destination, status].filter((one) => one !== undefined);
    const line = `${'  '.repeat(depth)}${what.join(' ')}`;
    const since = sinceText(Date.parse(at) - beganAt);
    const text = printable(`  ${since}  ${`${ms} ms`.padStart(9)}  ${line}`);
    terminal.line(isFailed ? terminal.style('yellow', `${text}  failed`) : text);
  }
}

/** `logs since 2026-11-25T10:00:00.000Z (4)` */
export function lookText({ place, since, found, failed, note }: Look): string {
  const range = since === undefined ? '' : ` since ${since}`;
  const said = failed === undefined ? `${found}` : `not read: ${failed}`;
  return `${place}${range} (${note === undefined ? said : `${said}, ${note}`})`;
}
