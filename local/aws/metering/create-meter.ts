import type {
  ApiRequest,
  BilledUsage,
  LambdaInvocation,
  LogLine,
  Observer,
  PlatformEvent,
} from '../observer.ts';
import { type FunctionTime, InvocationTimes } from './invocation-times.ts';
import { UsageCounts } from './usage-counts.ts';

/** What a stack used since it started. */
export interface Metered {
  readonly seconds: number;
  /** Webhooks that were accepted. */
  readonly accepted: number;
  readonly usage: readonly {
    readonly unit: string;
    readonly of: string;
    readonly amount: number;
  }[];
  readonly functions: readonly FunctionTime[];
}

export interface Meter extends Observer {
  read(): Metered;
}

/** What AWS counts for each event of a log besides its text. */
const logEventBytes = 26;
const gigabyte = 2 ** 30;

/**
 * Counts what AWS would bill, from what the stack tells its observers. A trace counts whether it is sampled or not: how
 * many are depends on the rate.
 */
export function createMeter(now: () => number = Date.now): Meter {
  const counts = new UsageCounts();
  const times = new InvocationTimes();
  const startedAt = now();
  let accepted = 0;
  const request = ({ resource, status }: ApiRequest) => {
    counts.add('restRequest', resource ?? 'nothing that is there', 1);
    counts.add('trace', 'API Gateway', 1);
    if (resource?.startsWith('/webhooks') && status >= 200 && status < 300) accepted += 1;
  };
  const invocation = ({ functionName, alias }: LambdaInvocation) => {
    counts.add('invocation', alias === undefined ? functionName : `${functionName}:${alias}`, 1);
  };
  const used = ({ unit, of, amount, time }: BilledUsage) => {
    counts.add(unit, of, amount);
    if (time !== undefined) times.add(of, time);
  };
  const record = (event: PlatformEvent) => {
    if (event.kind === 'api-request') request(event);
    else if (event.kind === 'lambda-invocation') invocation(event);
    else if (event.kind === 'billed-usage') used(event);
  };
  return {
    record,
    log: ({ logGroup, message }: LogLine) =>
      counts.add('logGigabyte', logGroup, (Buffer.byteLength(message) + logEventBytes) / gigabyte),
    read: () => ({
      seconds: (now() - startedAt) / 1000,
      accepted,
      usage: counts.all().map(({ unit, of, amount }) => ({ unit, of, amount })),
      functions: times.all(),
    }),
  };
}
