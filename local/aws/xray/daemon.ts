import { createSocket, type Socket } from 'node:dgram';

/** A segment or independent subsegment, as the SDK sent it. */
export type SegmentDocument = Readonly<Record<string, unknown>> & {
  readonly trace_id: string;
  readonly id: string;
};

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
  /** How many traces are kept; the oldest go first. */
  readonly maxTraces?: number;
  /** 0 for any free one. */
  readonly port?: number;
}

// A trace that never ends must not grow without bound either.
const maxSegmentsPerTrace = 1_000;

/**
 * Takes segments as the X-Ray daemon does: over UDP, a header line, then one document.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html
 */
export async function startXrayDaemon({
  maxTraces = 10_000,
  port = 0,
}: XrayDaemonOptions = {}): Promise<XrayDaemon> {
  const traces = new Map<string, SegmentDocument[]>();
  let malformed = 0;
  const socket = createSocket('udp4');
  socket.on('message', (datagram) => {
    const segment = parseDatagram(datagram);
    if (segment) keep(traces, segment, maxTraces);
    else malformed += 1;
  });
  await bind(socket, port);
  return {
    address: `127.0.0.1:${socket.address().port}`,
    trace: (traceId) => traces.get(traceId) ?? [],
    traceIds: () => [...traces.keys()],
    add: (segment) => keep(traces, segment, maxTraces),
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

function keep(traces: Map<string, SegmentDocument[]>, segment: SegmentDocument, maxTraces: number) {
  const known = traces.get(segment.trace_id);
  if (known) {
    if (known.length < maxSegmentsPerTrace) known.push(segment);
    return;
  }
  const [oldest] = traces.keys();
  if (traces.size >= maxTraces && oldest !== undefined) traces.delete(oldest);
  traces.set(segment.trace_id, [segment]);
}

function parseDatagram(datagram: Buffer): SegmentDocument | undefined {
  const newline = datagram.indexOf('\n');
  if (newline < 0) return undefined;
  try {
    const header: unknown = JSON.parse(datagram.toString('utf8', 0, newline));
    const document: unknown = JSON.parse(datagram.toString('utf8', newline + 1));
    return isHeader(header) && isSegment(document) ? document : undefined;
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
