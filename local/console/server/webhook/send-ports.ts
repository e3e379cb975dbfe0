import { setTimeout } from 'node:timers/promises';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { createReadRecords } from '../../../../client/deliveries/delivery-records.ts';
import type { SendOnePorts } from '../../../../client/send/send-one.ts';
import { receiversOf } from '../../../../client/stage/configuration.ts';
import type { ConsoleContext } from '../endpoint.ts';

/** What it takes to send a webhook and to learn what became of it, at most for as long as is waited. */
export function sendPorts(
  { stage, clients, readRoutes }: ConsoleContext,
  client: CloudWatchLogsClient,
  { waitMs, signal }: { readonly waitMs: number; readonly signal: AbortSignal },
): SendOnePorts {
  const sleep = (milliseconds: number) =>
    setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
  return {
    ...{ readRoutes, sleep, signal, waitMs, now: Date.now },
    logs: { stage: stage.name, client, signal, sleep },
    readRecords: createReadRecords(clients.dynamo, stage.name, async () =>
      receiversOf(await readRoutes()),
    ),
    pauseMs: stage.isEmbedded ? 200 : 1000,
    onProgress: () => undefined,
  };
}
