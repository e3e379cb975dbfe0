import type { FaultName } from '../../../client/faults/catalogue.ts';
import { parseEnvelope, writeEnvelope } from '../../../service/webhook/envelope.ts';
import type { Put } from './cell.ts';
import { everySecond, type Row } from './row.ts';
import { indexOf } from './webhook-index.ts';

const common = { group: 'refused', seenAtMost: 1 } as const;
const large = { bodyBytes: 5_000 };

export const refusedRows: readonly Row[] = [
  {
    ...common,
    name: 'repeated',
    title: 'duplicate delivery inside one batch',
    by: 'queue',
    ends: 'processed',
    run: async (cell) => {
      const ids = cell.ids(Math.ceil(cell.count / 2));
      const twice = ids.flatMap((id) => [id, id]);
      await cell.putOnQueue(await Promise.all(twice.map((id) => cell.messageOf(id))));
    },
  },
  {
    ...common,
    name: 'malformed',
    title: 'malformed envelope',
    by: 'queue',
    ends: 'half dead-lettered',
    reasons: ['malformed'],
    run: async (cell) => cell.putOnQueue(everySecond(await cell.messages(), malform)),
  },
  {
    ...common,
    name: 'newer',
    title: 'envelope of a newer version',
    by: 'queue',
    ends: 'half dead-lettered',
    reasons: ['exhausted'],
    run: async (cell) =>
      cell.putOnQueue(everySecond(await cell.messages(), (put) => changed(put, { v: 2 }))),
  },
  {
    ...common,
    name: 'missing',
    title: 'claim object missing',
    by: 'api',
    ends: 'dead-lettered',
    seenAtMost: 0,
    reasons: ['body-lost'],
    run: async (cell) => {
      await cell.on('store-missing');
      await cell.send(large);
    },
  },
  {
    ...common,
    name: 'altered',
    title: 'claim object altered',
    by: 'api',
    ends: 'dead-lettered',
    seenAtMost: 0,
    reasons: ['body-lost'],
    run: async (cell) => {
      await cell.on('store-altered');
      await cell.send(large);
    },
  },
  {
    ...common,
    name: 'unanswered',
    title: 'answer of the queue lost on send',
    by: 'api',
    ends: 'processed',
    isSentTwice: true,
    run: async (cell) => {
      await cell.on('queue-answer-lost');
      await cell.send();
    },
  },
  {
    ...common,
    name: 'unsent',
    title: 'queue down on send',
    by: 'api',
    ends: 'processed',
    isRefused: true,
    run: untilAccepted('queue-down'),
  },
  {
    ...common,
    name: 'unstored',
    title: 'claim check down on put',
    by: 'api',
    ends: 'processed',
    isRefused: true,
    run: untilAccepted('store-down', large),
  },
  {
    ...common,
    name: 'unheard',
    title: 'claim check does not answer on put',
    by: 'api',
    ends: 'processed',
    isRefused: true,
    run: untilAccepted('store-hangs', large, 10), // each refusal takes three attempts' time
  },
];

/** Senders are refused, and send again until the fault is over. */
function untilAccepted(fault: FaultName, body = {}, refusals = 30): Row['run'] {
  return async (cell) => {
    await cell.on(fault);
    let isSent = false;
    const sending = cell.send(body).finally(() => {
      isSent = true;
    });
    const enough = cell.atSize({ single: 1, ten: 10, thousand: refusals });
    await cell.until('senders are refused', () => isSent || cell.refusals >= enough);
    await cell.off();
    await sending;
  };
}

/** The same message with other fields, in ways that the type of an envelope does not allow. */
function changed({ message }: Put, fields: object): string {
  return writeEnvelope(Object.assign({ ...parseEnvelope(message) }, fields));
}

/** In ways that take turns: no JSON, another type, a field that is missing, a version that never was. */
function malform(put: Put): string {
  const ways = [
    `{"deliveryId":"${put.id}"`,
    JSON.stringify([put.id]),
    changed(put, { source: undefined }),
    changed(put, { v: 0 }),
    changed(put, { headers: 'none' }),
  ];
  return ways[(indexOf(put.id) / 2) % ways.length] ?? '';
}
