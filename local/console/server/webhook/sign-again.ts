import { composeAgain } from '../../../../client/send/compose-again.ts';
import { openChannel } from '../../../../client/send/open-channel.ts';
import { readSources } from '../../../../client/send/read-sources.ts';
import type { ConsoleContext } from '../endpoint.ts';
import { findReceived } from './find-received.ts';
import { findWebhook, identityOf } from './find-webhook.ts';

/** The bytes of a webhook that came, ready to be signed with the secret of now. @throws CommandError where they are gone */
export async function openAgain(key: string, context: ConsoleContext, signal: AbortSignal) {
  const { row } = await findWebhook(key, context, signal);
  const { source } = identityOf(row);
  const received = await findReceived(row, context, signal);
  const sources = await readSources(context.stage, context.root, context.config);
  const { channel } = await openChannel(source, sources, context);
  const composed = composeAgain(channel, sources.senders.get(source)?.row, received);
  return { channel, composed };
}
