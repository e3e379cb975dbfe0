import type { Sender, WebhookMethod } from './sender.ts';

/** The methods that a sender's webhooks use. */
export function webhookMethods({ methods }: Pick<Sender, 'methods'>): readonly WebhookMethod[] {
  return methods ?? ['POST'];
}

/** All methods that its URL answers, including those of its handshakes and probes. */
export function allowedMethods(sender: Pick<Sender, 'methods' | 'handshakes' | 'probes'>) {
  const { handshakes = [], probes = [] } = sender;
  return [
    ...new Set<string>([
      ...webhookMethods(sender),
      ...handshakes.map(({ asks }) => ('query' in asks ? 'GET' : 'POST')),
      ...probes.map(({ asks }) => ('method' in asks ? asks.method : 'POST')),
    ]),
  ];
}
