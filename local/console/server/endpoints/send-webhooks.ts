import { setTimeout } from 'node:timers/promises';
import { wrongUsage } from '../../../../client/command-error.ts';
import { openLogs } from '../../../../client/logs/open-logs.ts';
import type { Channel } from '../../../../client/send/channel.ts';
import type { Composed } from '../../../../client/send/compose.ts';
import { type Sent, sendMany } from '../../../../client/send/send-many.ts';
import { type SentOne, sendBad, sendOne } from '../../../../client/send/send-one.ts';
import type { ConsoleContext, Endpoint } from '../endpoint.ts';
import { openOrder } from '../webhook/open-order.ts';
import { readSendOrder, type SendOrder } from '../webhook/send-order.ts';
import { sendPorts } from '../webhook/send-ports.ts';

export type SendAnswer =
  | { readonly kind: 'one'; readonly sent: SentOne }
  | { readonly kind: 'bad'; readonly sent: SentOne; readonly isAsExpected: boolean }
  | { readonly kind: 'many'; readonly sent: Sent; readonly asked: number };

/** Longer than most destinations take; the row of the webhook tells of the others. */
const waitMs = 10_000;

/** Sends what is asked for, signed as its sender signs, as `spillway send` does. */
export const sendWebhooks: Endpoint = {
  method: 'POST',
  path: '/api/send',
  async answer({ body, signal }, context): Promise<SendAnswer> {
    const order = readSendOrder(body);
    const { channel, composed } = await openOrder(order, context);
    const send = order.bad !== undefined ? bad : order.count > 1 ? many : one;
    return send({ channel, composed, order, context, signal });
  },
};

interface Sending {
  readonly channel: Channel;
  readonly composed: Composed;
  readonly order: SendOrder;
  readonly context: ConsoleContext;
  readonly signal: AbortSignal;
}

async function one({ channel, composed, context, signal }: Sending): Promise<SendAnswer> {
  const logs = openLogs(context.stage);
  try {
    const ports = sendPorts(context, logs, { waitMs, signal });
    return { kind: 'one', sent: await sendOne(channel, composed, ports) };
  } finally {
    logs.destroy();
  }
}

async function bad({ channel, composed, order }: Sending): Promise<SendAnswer> {
  const { bad: kind, count } = order;
  if (kind === undefined || count > 1) throw wrongUsage('Of what is broken one is sent.');
  const sent = await sendBad(channel, composed, kind, Date.now());
  const { status, reason } = sent.answer;
  const isAsExpected = status >= 400 && status < 500 && reason === sent.expected;
  return { kind: 'bad', sent, isAsExpected };
}

async function many({ channel, composed, order, signal }: Sending): Promise<SendAnswer> {
  const { count, ratePerSecond } = order;
  const sent = await sendMany({
    ...{ channel, composed, count, ratePerSecond, signal, now: Date.now },
    sleep: async (milliseconds) => {
      await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
    },
    onProgress: () => undefined,
  });
  return { kind: 'many', sent, asked: count };
}
