import { type BadKind, badKinds } from '../../client/send/bad-kinds.ts';
import type { Bad, Channel } from '../../client/send/channel.ts';
import { notSignable } from '../../client/send/not-signable.ts';
import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Intent } from '../samples/sample.ts';

export const isBadKind = (intent: Intent): intent is BadKind =>
  (badKinds as readonly string[]).includes(intent);

/** Not every sender's webhooks can be spoilt in every way; all can be signed with another secret. */
export function badOf(kind: BadKind, channel: Channel): Bad {
  const bad = [channel.bad[kind], channel.bad['wrong-secret']].find(
    (each) => typeof each === 'object',
  );
  if (bad === undefined) throw notSignable(channel);
  return bad;
}

export function signOrSpoil(
  channel: Channel,
  bad: Bad | undefined,
  drafted: WebhookRequest,
  at: number,
): WebhookRequest {
  const signed = (bad?.sign ?? channel.sign)(drafted, at);
  if (signed === undefined) throw notSignable(channel);
  return bad?.spoil?.(signed) ?? signed;
}
