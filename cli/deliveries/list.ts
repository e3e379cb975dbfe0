import type { Command } from 'commander';
import type { RequestPage, RequestSummary } from '../../client/deliveries/shown-request.ts';
import { readNewest } from '../../client/deliveries/sink.ts';
import { formatTable } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { connectEmbedded } from '../connect.ts';

export interface ListFlags extends Shared {
  readonly limit: number;
}

/** `spillway deliveries list` */
export async function list(
  options: ListFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  const { sinkUrl } = connectEmbedded(command, context, 'A list of what was delivered').stack;
  const page = await readNewest({ sinkUrl, signal: context.signal }, options.limit);
  print(options, context, page, printPage);
}

const header = ['request', 'arrived', 'destination', 'verdict', 'bytes', 'delivery'];

function printPage({ total, kept, deliveries }: RequestPage, terminal: Terminal): void {
  if (deliveries.length === 0) {
    terminal.line('Nothing was delivered yet.');
    return;
  }
  for (const line of formatTable(header, deliveries.map(rowOf))) terminal.line(printable(line));
  if (deliveries.length < total) {
    terminal.line(`\n${deliveries.length} of ${total} requests, of which ${kept} are kept.`);
  }
}

function rowOf(request: RequestSummary): readonly (string | number)[] {
  const { bytes, destination, deliveryId, kind, title } = request;
  return [
    request.request,
    request.arrivedAt,
    destination,
    verdictOf(request),
    bytes,
    deliveryId ?? `${kind}: ${title ?? ''}`,
  ];
}

/** `accepted 204`, `refused 410`, `no answer` */
export function verdictOf({ verdict, status, kind }: RequestSummary): string {
  if (verdict === undefined) return 'under way';
  if (status !== undefined) return `${verdict} ${status}`;
  const isHttp = ['http', 'slack', 'discord'].includes(kind);
  return isHttp ? 'no answer' : verdict;
}
