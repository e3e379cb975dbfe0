import { setTimeout } from 'node:timers/promises';
import { fetchTraces } from '../../../../client/journey/fetch-traces.ts';
import type { Journey, Look, TracePart } from '../../../../client/journey/journey.ts';
import { openJourney } from '../../../../client/journey/open-journey.ts';
import { openXray } from '../../../../client/journey/open-xray.ts';
import { readJourneys } from '../../../../client/journey/read-journeys.ts';
import { spansOfTrace } from '../../../../client/journey/spans-of-trace.ts';
import { explanationText } from '../../../../client/logs/explanation-text.ts';
import { openLogs } from '../../../../client/logs/open-logs.ts';
import type { ConsoleContext, Endpoint } from '../endpoint.ts';
import type { WebhookRow } from '../feed/webhook-row.ts';
import { findWebhook } from '../webhook/find-webhook.ts';
import { isArchived } from '../webhook/is-archived.ts';

/** One request, and its way as `spillway trace` tells it. */
export interface WebhookStory {
  readonly row: WebhookRow;
  /** The likely mistake behind a refusal. */
  readonly explanation?: string;
  /** Absent of what was not accepted. */
  readonly journey?: Journey;
  /** Whether it can be replayed; absent where that can't be read. */
  readonly isArchived?: boolean;
  readonly traces: readonly TracePart[];
  readonly looked: readonly Look[];
}

const skewMs = 60_000;

export const readWebhook: Endpoint = {
  method: 'GET',
  path: '/api/webhooks/{key}',
  async answer({ params, signal }, context): Promise<WebhookStory> {
    const { row, lines } = await findWebhook(params.key ?? '', context, signal);
    const { source, deliveryId, at } = row;
    if (source !== undefined && deliveryId !== undefined) {
      const [journey, archived] = await Promise.all([
        journeyOf(row, deliveryId, context, signal),
        isArchived({ source, deliveryId, at }, context),
      ]);
      return { row, ...journey, ...(archived === undefined ? {} : { isArchived: archived }) };
    }
    const [explanation] = lines.flatMap(({ fields }) => explanationText(fields.explanation) ?? []);
    const traces = await tracesOf(row, context, signal);
    return { row, ...traces, ...(explanation === undefined ? {} : { explanation }) };
  },
};

async function journeyOf(
  row: WebhookRow,
  deliveryId: string,
  context: ConsoleContext,
  signal: AbortSignal,
): Promise<Omit<WebhookStory, 'row'>> {
  const { root, config } = context;
  await using opened = await openJourney(context, {
    ...{ deliveryId, root, config, signal, since: row.at - skewMs, until: Date.now() },
    sleep: (milliseconds) => setTimeout(milliseconds, undefined, { signal }),
  });
  const ports = {
    ...opened.ports,
    onProgress: () => undefined,
    readLetters: () => context.desk.look(opened.ports.readLetters, signal),
  };
  const { webhooks, looked } = await readJourneys(deliveryId, ports);
  const journey = webhooks.find(({ source }) => source === row.source);
  return { looked, traces: journey?.traces ?? [], ...(journey && { journey }) };
}

/** Of what has no journey: the request alone. */
async function tracesOf(
  { traceId, source = '' }: WebhookRow,
  { stage }: ConsoleContext,
  signal: AbortSignal,
): Promise<Pick<WebhookStory, 'traces' | 'looked'>> {
  if (traceId === undefined) return { traces: [], looked: [] };
  const logs = openLogs(stage);
  try {
    const found = await fetchTraces(await openXray(stage, logs, signal), [traceId]);
    const traces = found.map((trace) => spansOfTrace(trace, { source, deliveryId: '' }));
    return { traces, looked: [{ place: 'X-Ray', found: traces.length }] };
  } catch (error) {
    const { name, message } = Object(error);
    return { traces: [], looked: [{ place: 'X-Ray', found: 0, failed: `${name}: ${message}` }] };
  } finally {
    logs.destroy();
  }
}
