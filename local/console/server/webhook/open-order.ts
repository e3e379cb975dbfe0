import { composeWebhook } from '../../../../client/send/compose.ts';
import { chooseSource, openChannel } from '../../../../client/send/open-channel.ts';
import { readSources } from '../../../../client/send/read-sources.ts';
import type { ConsoleContext } from '../endpoint.ts';
import type { SendOrder } from './send-order.ts';

/** What an order asks for, ready to be signed. @throws CommandError as `spillway send` does */
export async function openOrder(order: SendOrder, context: ConsoleContext) {
  const sources = await readSources(context.stage, context.root, context.config);
  const source = chooseSource(sources, order.source);
  const { channel } = await openChannel(source, sources, context);
  const body = order.body === undefined ? undefined : Buffer.from(order.body);
  return { channel, composed: composeWebhook(channel, { ...order, body }) };
}
