import { CommandError } from '../../../../client/command-error.ts';
import { explainRoutes as explain } from '../../../../client/send/predict-routes.ts';
import type { Webhook } from '../../../../service/webhook/webhook.ts';
import { BadRequestError, type ConsoleContext, type Endpoint } from '../endpoint.ts';
import { findReceived } from '../webhook/find-received.ts';
import { findWebhook, identityOf } from '../webhook/find-webhook.ts';
import { openOrder } from '../webhook/open-order.ts';
import { readSendOrder } from '../webhook/send-order.ts';

/** Which routes take a webhook by the configuration of this checkout, and why the others don't. */
export interface RoutedWebhook {
  readonly source: string;
  readonly type: string;
  /** Of one that came; absent of one that was made up. */
  readonly deliveryId?: string;
  /** In their order. `why` one does not take it. */
  readonly routes: readonly {
    readonly name: string;
    readonly why?: string;
    readonly to: readonly string[];
  }[];
}

/** `?id=` of a request that came, or `?source=&type=&body=` of one that is made up as its sender would. Sends nothing. */
export const explainRoutes: Endpoint = {
  method: 'GET',
  path: '/api/routes/explanation',
  async answer({ query, signal }, context): Promise<RoutedWebhook> {
    const id = query.get('id');
    const webhook = id ? await received(id, context, signal) : await madeUp(query, context);
    const { source, type, deliveryId } = webhook;
    return {
      ...{ source, type, ...(id ? { deliveryId } : {}) },
      routes: explain(await context.readRoutes(), webhook).map(({ config, why }) => ({
        ...{ name: config.name, to: config.to ?? [] },
        ...(why === undefined ? {} : { why }),
      })),
    };
  },
};

async function received(
  id: string,
  context: ConsoleContext,
  signal: AbortSignal,
): Promise<Webhook> {
  const { row } = await findWebhook(id, context, signal);
  const { source, deliveryId } = identityOf(row);
  const { headers, body, type = row.type ?? '' } = await findReceived(row, context, signal);
  return {
    ...{ deliveryId, source, type, headers, body },
    receivedAt: new Date(row.at).toISOString(),
    contentType: headers['content-type'] ?? '',
  };
}

async function madeUp(query: URLSearchParams, context: ConsoleContext): Promise<Webhook> {
  const given = [...query].filter(([, value]) => value !== '');
  if (given.length === 0) throw new BadRequestError('Name a webhook: its id, or a source.');
  const order = readSendOrder(Object.fromEntries(given));
  const { channel, composed } = await openOrder(order, context);
  const now = Date.now();
  const request = channel.sign(composed.compose(now), now);
  const webhook = request && channel.receivedAs(request, now);
  if (webhook !== undefined) return webhook;
  throw new CommandError(
    `No webhook of ${order.source} can be made here that would be accepted.`,
    'Open one that came, and look at its routes.',
  );
}
