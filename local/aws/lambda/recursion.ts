import { createHash } from 'node:crypto';
import { parseTraceHeader } from './trace-header.ts';

/**
 * Lambda ends a chain of messages that comes back to the same function after about 16 invocations. It counts them in
 * the trace header, which SDKs pass on with each call: `Lineage=<function>:<hops>`, several of them parted by `|`.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
const longestChain = 16;

/** Whether the function would run once too often in this chain. */
export function isRecursive(traceHeader: string | undefined, functionArn: string): boolean {
  return (hopsOf(lineageOf(traceHeader)).get(idOf(functionArn)) ?? -1) + 1 >= longestChain;
}

/** The lineage of what a function sends that is invoked with messages of these trace headers. */
export function nextLineage(
  traceHeaders: readonly (string | undefined)[],
  functionArn: string,
): string {
  const longest = new Map<string, number>();
  for (const header of traceHeaders) {
    for (const [id, hops] of hopsOf(lineageOf(header))) {
      longest.set(id, Math.max(hops, longest.get(id) ?? 0));
    }
  }
  const id = idOf(functionArn);
  longest.set(id, (longest.get(id) ?? -1) + 1);
  return [...longest].map(([each, hops]) => `${each}:${hops}`).join('|');
}

function lineageOf(traceHeader: string | undefined): string | undefined {
  return traceHeader === undefined ? undefined : parseTraceHeader(traceHeader)?.lineage;
}

function hopsOf(lineage = ''): ReadonlyMap<string, number> {
  return new Map(
    [...lineage.matchAll(/([0-9a-f]{8}):(\d+)/g)].map(([, id = '', hops]) => [id, Number(hops)]),
  );
}

function idOf(functionArn: string): string {
  return createHash('sha256').update(functionArn).digest('hex').slice(0, 8);
}
