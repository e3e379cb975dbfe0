import type { CommandLines } from '../../client/command-lines.ts';
import type {
  MissingWebhook,
  ReconciliationStatus,
  SourceStatus,
  WebhookState,
} from '../../client/reconciliation/read-status.ts';
import { stageTitle } from '../../client/stage/stage-title.ts';
import { formatSeconds, formatTable } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import type { Connected } from '../connect.ts';
import { noneHasLog, toSetToken } from './remarks.ts';

const stateTexts = {
  'no-token': 'no token',
  silent: 'silent',
  unreadable: 'unreadable',
  reading: 'reading',
} as const satisfies Record<SourceStatus['state'], string>;

/** Writes for people how the reconciliation stands. */
export function printReconciliation(
  { sources }: ReconciliationStatus,
  out: Terminal,
  { stage, lines }: Connected,
): void {
  out.line(out.style('bold', stageTitle(stage)));
  out.line();
  if (sources.length === 0) {
    out.line(noneHasLog);
    return;
  }
  const header = ['SOURCE', 'LOG', 'STATE', 'LAST RUN', 'LAG'];
  const counted = ['MISSING', 'ASKED', 'ARRIVED', 'GIVEN UP', 'ABSENT'];
  for (const line of formatTable([...header, ...counted], sources.map(rowOf))) out.line(line);
  out.line();
  for (const source of sources) printSource(source, out, lines);
}

function rowOf({ source, log, state, lastRunAt = '–', lagSeconds, counts }: SourceStatus) {
  return [
    ...[source, printable(log), stateTexts[state], lastRunAt.replace(/\.\d+Z$/, 'Z')],
    lagSeconds === undefined ? '–' : formatSeconds(lagSeconds),
    counts.missing + counts['looked-for'],
    ...[counts.asked, counts.arrived, counts['given-up'], counts.absent],
  ];
}

const shown = 50;

function printSource(status: SourceStatus, out: Terminal, lines: CommandLines): void {
  const { source, state, webhooks } = status;
  if (state === 'no-token') out.line(toSetToken(source, lines));
  if (state === 'unreadable' || state === 'silent') {
    const why = lines.other(['logs'], { function: 'reconciliation', since: '1h' });
    const page = state === 'silent' ? 'reconciler-silent' : 'delivery-log-unreadable';
    out.line(`${out.style('yellow', source)} is ${state}: ${why}, and runbooks/${page}.md`);
  }
  if (webhooks.length === 0) {
    if (state === 'reading') out.line(`${source}: nothing is missing.`);
    return;
  }
  const rows = webhooks.slice(0, shown).map(cellsOf);
  for (const line of formatTable(['DELIVERY', 'TYPE', 'SENT', 'ASKED', ''], rows)) out.line(line);
  if (webhooks.length > shown) out.line(`… and ${webhooks.length - shown} more: --json has all.`);
}

const meanings = {
  missing: 'missing, will be asked for',
  asked: 'asked for',
  'looked-for': 'delivered, says its sender; looked for',
  arrived: 'arrived',
  'given-up': 'given up',
  absent: 'absent: delivered, says its sender',
} as const satisfies Record<WebhookState, string>;

function cellsOf({ deliveryId, type = '–', at, asks, state, waitsUntil, why }: MissingWebhook) {
  const until = waitsUntil === undefined ? '' : ` until ${waitsUntil.replace(/\.\d+Z$/, 'Z')}`;
  const because = why === undefined ? '' : `: ${why}`;
  const what = `${meanings[state]}${state === 'missing' ? '' : until}${because}`;
  return [printable(deliveryId), printable(type), at.replace(/\.\d+Z$/, 'Z'), asks, what];
}
