import { setTimeout as delay } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Limit.html */
const mostRows = 10_000;
const pauseMs = 500;
const patienceMs = 60_000;

interface Ports {
  readonly client: Pick<CloudWatchLogsClient, 'send'>;
  /** Ingestion's. */
  readonly logGroup: string;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/** Milliseconds since 1970, both part of it. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Which webhooks of a source were stored on the queue, by ingestion's lines. Not each of them has a row in the table of
 * deliveries: one that no route takes, one that waits, one that SQS moved to the dead letters.
 *
 * A query of Logs Insights over the whole range, in two halves where it has too many. AWS bills the bytes that it reads.
 *
 * @returns their delivery ids
 * @throws Error where the answer is not complete: then nothing may be taken for missing
 */
export function createReadAccepted({ sleep = delay, ...ports }: Ports) {
  return async (source: string, range: Range): Promise<ReadonlySet<string>> => {
    const ids = new Set<string>();
    const read = async ({ from, to }: Range): Promise<void> => {
      const found = await query({ sleep, ...ports }, source, { from, to });
      if (found.length < mostRows) {
        for (const id of found) ids.add(id);
        return;
      }
      const middle = Math.floor((from + to) / 2000) * 1000;
      if (middle <= from)
        throw new Error(`More than ${mostRows} webhooks were accepted in a second`);
      await read({ from, to: middle - 1 });
      await read({ from: middle, to });
    };
    await read(range);
    return ids;
  };
}

async function query(
  { client, logGroup, sleep }: Required<Ports>,
  source: string,
  { from, to }: Range,
): Promise<readonly string[]> {
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupName: logGroup,
      startTime: Math.floor(from / 1000),
      endTime: Math.floor(to / 1000),
      queryString: [
        `filter message = "webhook accepted" and source = "${source}"`,
        'stats count(*) as times by deliveryId',
        `limit ${mostRows}`,
      ].join(' | '),
    }),
  );
  for (let waited = 0; waited < patienceMs; waited += pauseMs) {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') return results.flatMap(idIn);
    if (status !== 'Scheduled' && status !== 'Running') {
      throw new Error(`The query of ${logGroup} ended as ${status}`);
    }
    await sleep(pauseMs);
  }
  throw new Error(`The query of ${logGroup} did not end within ${patienceMs / 1000} s`);
}

type Row = readonly { readonly field?: string | undefined; readonly value?: string | undefined }[];

function idIn(row: Row): readonly string[] {
  return row.flatMap(({ field, value }) =>
    field === 'deliveryId' && value !== undefined ? [value] : [],
  );
}
