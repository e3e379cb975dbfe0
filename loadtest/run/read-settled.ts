import {
  createReadRecords,
  type DeliveryRecord,
} from '../../client/deliveries/delivery-records.ts';
import type { Clients } from '../../client/stage/clients.ts';
import type { Arrival } from '../run-record.ts';
import type { Request } from '../samples/requests.ts';
import type { PlannedWebhook } from '../samples/sample.ts';

interface Table {
  readonly dynamo: Clients['dynamo'];
  readonly stage: string;
  /** What a webhook may be delivered to, where the plan does not say. */
  readonly receivers: readonly string[];
  readonly webhooks: readonly PlannedWebhook[];
}

export interface Settled {
  readonly arrivals: readonly Arrival[];
  readonly deadLetters: readonly string[];
  /** Tried, or being tried, without an end. */
  readonly inFlight: readonly string[];
  /** Those of which the table has nothing: filtered, still in the queue, or lost. */
  readonly unknown: readonly Request[];
}

/**
 * What the delivery table of a stage says of these webhooks. It keeps no body and no time of receipt: an arrival is as old as
 * its request, by the clock here.
 */
export async function readSettled(
  requests: readonly Request[],
  { dynamo, stage, receivers, webhooks }: Table,
): Promise<Settled> {
  const read = createReadRecords(dynamo, stage, async () => receivers);
  const found = await read(
    requests.map(({ id, sent }) => {
      const { source = '', to } = webhooks[sent.webhook] ?? {};
      return { source, deliveryId: id, ...(to && { to }) };
    }),
  );
  const all = requests.map((request, index) => ({ request, records: found[index] ?? [] }));
  const idsWith = (...states: readonly DeliveryRecord['state'][]) =>
    all
      .filter(({ records }) => records.some(({ state }) => states.includes(state)))
      .map(({ request }) => request.id);
  return {
    arrivals: all.flatMap(({ request, records }) =>
      records.flatMap((record) =>
        record.state === 'delivered' ? [arrivalOf(request, record)] : [],
      ),
    ),
    deadLetters: idsWith('dead-lettered'),
    inFlight: idsWith('failed', 'claimed'),
    unknown: all.filter(({ records }) => records.length === 0).map(({ request }) => request),
  };
}

function arrivalOf({ id, sent }: Request, { destination, settledAt }: DeliveryRecord): Arrival {
  const arrivedAt = settledAt === undefined ? Number.NaN : Date.parse(settledAt);
  return { deliveryId: id, destination, receivedAt: sent.sentAt, arrivedAt, sha256: sent.sha256 };
}
