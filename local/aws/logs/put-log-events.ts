import { z } from 'zod';
import type { LogLine } from '../observer.ts';
import type { LogGroup } from './log-group.ts';
import { LogsFault } from './logs-fault.ts';

export const putLogEventsInput = z.strictObject({
  logGroupName: z.string().min(1).max(512),
  logStreamName: z.string().min(1).max(512),
  logEvents: z
    .array(z.strictObject({ timestamp: z.number().int().min(0), message: z.string().min(1) }))
    .min(1)
    .max(10_000),
  /** Without an effect on AWS too, since 2023. */
  sequenceToken: z.string().optional(),
});
type Input = z.output<typeof putLogEventsInput>;

const oldestMs = 14 * 86_400_000;
const newestMs = 2 * 3_600_000;

/**
 * The action PutLogEvents. Events out of its time are left out, and named by their index.
 *
 * @param write takes each line
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export function putLogEvents(
  { definition: { name, streams = [] } }: LogGroup,
  { logStreamName: logStream, logEvents }: Input,
  { now, write }: { readonly now: number; readonly write: (line: LogLine) => void },
): object {
  if (!streams.includes(logStream)) {
    const code = 'ResourceNotFoundException';
    throw new LogsFault('The specified log stream does not exist.', { code });
  }
  const times = logEvents.map(({ timestamp }) => timestamp);
  if (times.some((time, index) => time < (times[index - 1] ?? 0))) {
    throw new LogsFault(
      'Log events in a single PutLogEvents request must be in chronological order.',
    );
  }
  const tooOld = times.filter((time) => time < now - oldestMs).length;
  const tooNew = times.findIndex((time) => time > now + newestMs);
  const taken = logEvents.slice(tooOld, tooNew === -1 ? undefined : tooNew);
  for (const event of taken) write({ logGroup: name, logStream, ...event });
  if (taken.length === logEvents.length) return {};
  return {
    rejectedLogEventsInfo: {
      ...(tooOld === 0 ? {} : { tooOldLogEventEndIndex: tooOld }),
      ...(tooNew === -1 ? {} : { tooNewLogEventStartIndex: tooNew }),
    },
  };
}
