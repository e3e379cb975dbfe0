import type { TraceSegment } from '../observer.ts';
import { randomHex } from '../random-hex.ts';

/** `X-Amzn-Trace-Id`: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export interface TraceHeader {
  readonly root: string;
  readonly parent?: string;
  readonly isSampled?: boolean;
  /** Of the functions that led to the call: see `recursion.ts`. */
  readonly lineage?: string;
}

export function parseTraceHeader(text: string): TraceHeader | undefined {
  const fields = new Map(
    text.split(';').map((part) => {
      const [key = '', value = ''] = part.split('=', 2);
      return [key.trim().toLowerCase(), value.trim()] as const;
    }),
  );
  const root = fields.get('root');
  if (root === undefined || !/^1-[0-9a-f]{8}-[0-9a-f]{24}$/i.test(root)) return undefined;
  const parent = fields.get('parent');
  const sampled = fields.get('sampled');
  const lineage = fields.get('lineage');
  return {
    root,
    ...(parent === undefined ? {} : { parent }),
    ...(sampled === '0' || sampled === '1' ? { isSampled: sampled === '1' } : {}),
    ...(lineage === undefined ? {} : { lineage }),
  };
}

export function formatTraceHeader(header: TraceHeader): string {
  const parent = header.parent === undefined ? '' : `;Parent=${header.parent}`;
  const sampled = header.isSampled === undefined ? '' : `;Sampled=${header.isSampled ? 1 : 0}`;
  const lineage = header.lineage === undefined ? '' : `;Lineage=${header.lineage}`;
  return `Root=${header.root}${parent}${sampled}${lineage}`;
}

/**
 * What a traced service may tell X-Ray of itself; nothing where the request is not sampled.
 *
 * @param own what it hands on: its segment is the parent there
 * @param caller what it was called with
 */
export function sampledSegment(own: string, caller = ''): { readonly segment?: TraceSegment } {
  const { root: traceId, parent: id, isSampled = false } = parseTraceHeader(own) ?? {};
  if (traceId === undefined || id === undefined || !isSampled) return {};
  const parentId = parseTraceHeader(caller)?.parent;
  return { segment: { traceId, id, ...(parentId === undefined ? {} : { parentId }) } };
}

export function newTraceRoot(now: number): string {
  const seconds = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0');
  return `1-${seconds}-${randomHex(12)}`;
}

export function newSegmentId(): string {
  return randomHex(8);
}
