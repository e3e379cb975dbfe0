import type { FoundRecord } from '../../client/deliveries/find-delivery.ts';
import type { ShownRequest } from '../../client/deliveries/shown-request.ts';
import { printable, printableLines } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { verdictOf } from './list.ts';

/** Without its body where that was not asked for. */
export type ToldRequest = Omit<ShownRequest, 'body'> & Partial<Pick<ShownRequest, 'body'>>;

interface ShownDelivery {
  readonly deliveryId: string;
  readonly destinations: readonly FoundRecord[];
  readonly requests: readonly ToldRequest[];
}

type Row = readonly [name: string, value: string | undefined];

/** Writes for people how a delivery stands at each destination, and each request that is kept of it. */
export function printDelivery(
  { deliveryId, destinations, requests }: ShownDelivery,
  terminal: Terminal,
): void {
  terminal.line(terminal.style('bold', printable(deliveryId)));
  for (const record of destinations) {
    terminal.line();
    terminal.line(printable(`${record.source} → ${record.destination}: ${record.state}`));
    printRows(rowsOf(record), terminal);
  }
  for (const request of requests) printRequest(request, terminal);
}

function rowsOf(record: FoundRecord): readonly Row[] {
  return [
    ['settled at', record.settledAt],
    ['reason', record.reason],
    ['failed attempts', record.attempts === 0 ? undefined : String(record.attempts)],
    ['failed first', record.firstFailedAt],
    ['failed last', record.lastFailedAt],
    ['first error', record.firstError],
    ['last error', record.lastError],
    ['version', record.version],
  ];
}

function printRequest(request: ToldRequest, terminal: Terminal): void {
  const { method, url, headers, body, answer } = request;
  terminal.line();
  terminal.line(
    printable(`request ${request.request} to ${request.destination}: ${verdictOf(request)}`),
  );
  printRows(
    [
      ['arrived at', request.arrivedAt],
      ['why', request.why],
      ['called', `${method} ${url}`],
      ['title', request.title],
      ['bytes', `${request.bytes}`],
      ['sha256', request.sha256],
    ],
    terminal,
  );
  printHeaders('headers', headers, terminal);
  printBody('body', body, terminal);
  printHeaders('headers of the answer', answer?.headers ?? {}, terminal);
  printBody('body of the answer', answer?.body, terminal);
}

function printRows(rows: readonly Row[], terminal: Terminal): void {
  for (const [name, value] of rows) {
    if (value === undefined || value === '') continue;
    terminal.line(printable(`  ${name.padEnd(16)}${value}`));
  }
}

function printHeaders(
  title: string,
  headers: Readonly<Record<string, string>>,
  terminal: Terminal,
): void {
  const entries = Object.entries(headers);
  if (entries.length > 0) terminal.line(`  ${title}`);
  for (const [name, value] of entries) terminal.line(printable(`    ${name}: ${value}`));
}

function printBody(
  title: string,
  body: ShownRequest['body'] | undefined,
  terminal: Terminal,
): void {
  if (body === undefined) return;
  terminal.line(`  ${title}`);
  terminal.line('text' in body ? printableLines(body.text) : `(base64) ${body.base64}`);
}
