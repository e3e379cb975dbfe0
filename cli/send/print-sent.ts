import type { CommandLines } from '../../client/command-lines.ts';
import { type BadKind, badTexts } from '../../client/send/bad-kinds.ts';
import type { Bad } from '../../client/send/channel.ts';
import type { Answer } from '../../client/send/deliver.ts';
import type { SentOne } from '../../client/send/send-one.ts';
import type { Became, Delivery } from '../../client/send/what-became.ts';
import { formatSeconds } from '../../client/terminal/format.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';

/** One webhook: how it was answered, then what became of it. */
export function printOne(sent: SentOne, out: Terminal, lines: CommandLines): void {
  const { source, answer, explanation, deliveryId, type, handshake, became } = sent;
  printAnswer(source, answer, out);
  if (explanation !== undefined) out.line(`The likely mistake: ${explanation}`);
  if (handshake !== undefined) {
    out.line(`It is the handshake ${handshake}: answered, and nothing of it is stored.`);
    if (answer.text !== undefined) out.line(answer.text);
    return;
  }
  if (deliveryId === undefined) return;
  out.line(`${type}, delivery id ${deliveryId}`);
  if (became === undefined) return;
  printers[became.end](became, out);
  if (became.end === 'dead-lettered') {
    out.line(`See it: ${lines.other(['dlq', 'show', deliveryId])}`);
  }
}

function printAnswer(source: string, answer: Answer, out: Terminal): void {
  const { status, milliseconds, reason, detail, trackingId, text } = answer;
  const isGood = status >= 200 && status < 300;
  const verdict = isGood ? out.style('green', 'accepted') : out.style('red', 'refused');
  out.line(`${verdict} by ${source}: ${status} after ${milliseconds} ms`);
  if (isGood) return;
  if (reason !== undefined) out.line(`${reason}: ${detail}`);
  else if (text !== undefined) out.line(text);
  if (trackingId !== undefined) out.line(`The log has it by its tracking id ${trackingId}.`);
}

type Print = (became: Became, out: Terminal) => void;

const printers: Readonly<Record<Became['end'], Print>> = {
  delivered: ({ deliveries }, out) => printDeliveries(deliveries, out),
  'dead-lettered': ({ deliveries, error, reason }, out) => {
    printDeliveries(deliveries, out);
    if (deliveries.length === 0) out.line(`${out.style('red', 'dead-lettered')}, ${reason}`);
    if (error !== undefined) out.line(error);
  },
  duplicate: ({ deliveries }, out) => {
    const to = deliveries.map(({ destination }) => destination).join(', ');
    out.line(`${out.style('yellow', 'duplicate')}: it had this id before${to && `, at ${to}`}`);
  },
  filtered(became, out) {
    out.line(`${out.style('yellow', 'filtered')}: no route takes it`);
    printReasons(became, out);
  },
  retried({ deliveries, error, nextInSeconds }, out) {
    printDeliveries(deliveries, out);
    const isSaid = deliveries.some(({ lastError }) => lastError === error);
    const next = nextInSeconds === undefined ? '' : `, ${formatSeconds(nextInSeconds)} after that`;
    const why = error === undefined || isSaid ? '' : `: ${error}`;
    out.line(`${out.style('yellow', 'to be tried again')}${next}${why}`);
  },
  unknown(became, out) {
    printDeliveries(became.deliveries, out);
    out.line(`${out.style('yellow', 'no end')} within the time; --wait 1m waits longer`);
    if (!became.isPredicted) return;
    out.line("By this checkout's configuration no route takes it:");
    printReasons(became, out);
  },
};

/** Those of other sources say nothing new, unless there are no others. */
function printReasons({ reasons = [] }: Became, out: Terminal): void {
  const own = reasons.filter(({ why }) => !why.startsWith('source '));
  const shown = own.length > 0 ? own : reasons;
  const width = Math.max(0, ...shown.map(({ route }) => route.length));
  for (const { route, why } of shown) out.line(`  ${route.padEnd(width)}  ${why}`);
  const others = reasons.length - shown.length;
  if (others > 0) out.line(`  and ${others} for other sources`);
}

function printDeliveries(deliveries: readonly Delivery[], out: Terminal): void {
  for (const delivery of deliveries) out.line(deliveryLine(delivery, out));
}

function deliveryLine(delivery: Delivery, out: Terminal): string {
  const { destination, state, route, seconds, attempts, lastError, reason } = delivery;
  const words = {
    delivered: out.style('green', 'delivered'),
    'dead-lettered': out.style('red', 'dead-lettered'),
    failed: out.style('yellow', 'failed'),
    claimed: 'under way',
    waiting: 'waiting',
  } as const;
  const details = [
    ...(seconds === undefined ? [] : [`after ${seconds.toFixed(1)} s`]),
    ...(!attempts ? [] : [`${attempts} failed ${attempts === 1 ? 'attempt' : 'attempts'}`]),
    ...(route === undefined ? [] : [`route ${route}`]),
    ...(reason === undefined ? [] : [reason]),
  ];
  const why = lastError === undefined ? '' : `: ${lastError}`;
  return [`${words[state]} → ${nameOf(destination)}`, ...details].join(', ') + why;
}

/** Handlers have the names of their routes. */
function nameOf(destination: string): string {
  const [, route] = /^handler:(.+)$/.exec(destination) ?? [];
  return route === undefined ? destination : `the handler of ${decodeURIComponent(route)}`;
}

export function printMany(
  { accepted, source }: { readonly accepted: number; readonly source: string },
  count: number,
  out: Terminal,
): void {
  out.line(`${accepted} of ${count} webhooks accepted by ${source}.`);
}

export function printBad(
  sent: SentOne & {
    readonly bad: BadKind;
    readonly expected: Bad['reason'];
    readonly isRefused: boolean;
  },
  out: Terminal,
): void {
  printAnswer(sent.source, sent.answer, out);
  if (sent.isRefused) out.line(`As it has to be: it was ${badTexts[sent.bad]}.`);
}
