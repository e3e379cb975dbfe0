import { Logger } from '@aws-lambda-powertools/logger';
import { createEmfWriter } from './emf.ts';
import { type LinePorts, type OpenLine, openLine } from './line.ts';
import { LineFormat } from './line-format.ts';
import { lineText } from './line-text.ts';
import { createCollector } from './metrics.ts';

/** How a function logs, and how it writes lines that are the documents of its metrics as well. */
export function createLines(takeStart: LinePorts['takeStart']) {
  const logger = new Logger({ logFormatter: new LineFormat(isSampled), jsonReplacerFn: lineText });
  const emf = createEmfWriter();
  const rest = createCollector();
  const ports = { logger, emf, rest, takeStart, clock, memoryMb: createMemory() };
  const open: OpenLine = (isOnly = true) => openLine(ports, isOnly);
  return { logger, emf, rest, openLine: open };
}

function isSampled(): boolean {
  // biome-ignore lint/style/noProcessEnv: the runtime hands each invocation's trace over this way.
  return process.env._X_AMZN_TRACE_ID?.includes('Sampled=1') === true;
}

const clock = () => performance.now();

/** The most that the environment has used so far. The kernel is asked once a second: it takes as long as half a line. */
function createMemory(): () => number {
  let askedAt = Number.NEGATIVE_INFINITY;
  let megabytes = 0;
  return () => {
    if (clock() - askedAt > 1_000) {
      askedAt = clock();
      megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    }
    return megabytes;
  };
}
