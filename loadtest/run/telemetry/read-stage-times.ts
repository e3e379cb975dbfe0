import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { type LogRange, type LogRow, queryLogs } from '../../../client/logs/query-logs.ts';
import type { Percentiles } from '../../judge/statistics.ts';
import type { StageTimes } from '../../run-record.ts';

const figures = ['count', 'p50', 'p95', 'p99', 'max'] as const;

/** `ageMs` counts from receipt, `durationMs` from the start of processing, and both to its end. */
const stages = { queueWait: 'ageMs - durationMs', processing: 'durationMs' } as const;

type StageName = keyof typeof stages;

/**
 * How long webhooks waited and were processed, by the line that processing writes at the end of each that it delivered. One
 * that was tried several times waited for its destination, too. A replayed one is not in it.
 */
export async function readStageTimes(
  client: CloudWatchLogsClient,
  stage: string,
  range: LogRange,
): Promise<StageTimes> {
  const names = Object.keys(stages) as StageName[];
  const [row = new Map()] = await queryLogs({
    ...{ ...range, client, sleep },
    logGroups: [`/aws/lambda/spillway-${stage}-processing`],
    query: [
      'filter message = "webhook processed" and not ispresent(nonce)',
      `stats count(*) as times, ${names.flatMap(aggregatesOf).join(', ')}`,
    ].join(' | '),
  });
  const found = names.flatMap((name) => {
    const times = percentilesIn(row, name);
    return times === undefined ? [] : [[name, times] as const];
  });
  return Object.fromEntries(found);
}

function aggregatesOf(name: StageName): readonly string[] {
  const of = stages[name];
  return [
    ...[50, 95, 99].map((percent) => `pct(${of}, ${percent}) as ${name}P${percent}`),
    `max(${of}) as ${name}Max`,
  ];
}

function percentilesIn(row: LogRow, name: StageName) {
  const of = (column: string) => Number(row.get(column) ?? Number.NaN);
  const count = of('times');
  const [p50, p95, p99] = [50, 95, 99].map((percent) => of(`${name}P${percent}`));
  const found = { count, p50, p95, p99, max: of(`${name}Max`) } as Percentiles;
  return count > 0 && figures.every((one) => Number.isFinite(found[one])) ? found : undefined;
}
