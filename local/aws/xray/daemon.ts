import { createSocket, type Socket } from 'node:dgram';
import { KeptTraces } from './kept-traces.ts';
import type { SegmentDocument } from './segment-document.ts';

export interface XrayDaemon {
  /** `127.0.0.1:<port>`, for AWS_XRAY_DAEMON_ADDRESS. */
  readonly address: string;
  /** Everything received for that trace, in order of arrival; empty when unknown or already dropped. */
  trace(traceId: string): readonly SegmentDocument[];
  /** The traces that are still kept, the latest last. */
  traceIds(): readonly string[];
  /** Datagrams that were no segment. */
  readonly malformed: number;
  /** Keeps one that did not come over the network. */
  add(segment: SegmentDocument): void;
  stop(): Promise<void>;
}

export interface XrayDaemonOptions {
  /** How many traces are kept, and of how many characters together; the oldest go first. */
  readonly maxTraces?: number;
  readonly maxCharacters?: number;
  /** 0 for any free one. */
  readonly port?: number;
}

/**
 * Takes segments as the X-Ray daemon does: over UDP, a header line, then one document.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html
 */
export async function startXrayDaemon({
  maxTraces = 10_000,
  maxCharacters = 16 * 1024 * 1024,
  port = 0,
}: XrayDaemonOptions = {}): Promise<XrayDaemon> {
  const traces = new KeptTraces(maxTraces, maxCharacters);
  let malformed = 0;
  const socket = createSocket('udp4');
  socket.on('message', (datagram) => {
    const found = readDatagram(datagram);
    if (found) traces.keep(found.traceId, found.text);
    else malformed += 1;
  });
  await bind(socket, port);
  return {
    address: `127.0.0.1:${socket.address().port}`,
    trace: (traceId) => traces.read(traceId),
    traceIds: () => traces.ids(),
    add: (segment) => traces.keep(segment.trace_id, JSON.stringify(segment)),
    get malformed() {
      return malformed;
    },
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function bind(socket: Socket, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, '127.0.0.1', () => {
      socket.off('error', reject);
      socket.on('error', () => undefined);
      resolve();
    });
  });
}

function readDatagram(datagram: Buffer): { traceId: string; text: string } | undefined {
  const newline = datagram.indexOf('\n');
  if (newline < 0) return undefined;
  try {
    const header: unknown = JSON.parse(datagram.toString('utf8', 0, newline));
    const text = datagram.toString('utf8', newline + 1);
    const document: unknown = JSON.parse(text);
    if (!isHeader(header) || !isSegment(document)) return undefined;
    return { traceId: document.trace_id, text };
  } catch {
    return undefined;
  }
}

function isHeader(value: unknown): boolean {
  return isRecord(value) && value.format === 'json' && value.version === 1;
}

function isSegment(value: unknown): value is SegmentDocument {
  return isRecord(value) && typeof value.trace_id === 'string' && typeof value.id === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
