import type { Delivery } from '../../service/processing/delivery.ts';

/** A push of GitHub's on its way to a destination. */
export function aDelivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    deliveryId: 'd-1',
    source: 'github',
    type: 'push',
    receivedAt: '2026-11-23T12:00:00.000Z',
    contentType: 'application/json',
    headers: { 'x-github-event': 'push' },
    body: Buffer.from('{"ref":"refs/heads/main"}'),
    ...changes,
  };
}
