import { z } from 'zod';
import type { Arrival } from '../run-record.ts';

const page = z.object({
  next: z.int(),
  deliveries: z.array(
    z.object({
      deliveryId: z.string(),
      destination: z.string(),
      receivedAt: z.iso.datetime(),
      arrivedAt: z.iso.datetime(),
      sha256: z.string(),
    }),
  ),
});

const counts = z.object({ total: z.int(), distinct: z.int() });
const mostPages = 10_000;

/** What arrived at the embedded stack's own destinations, in order. @param before how many of the first are left out */
export async function readArrivals(sinkUrl: string, before = 0): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = [];
  let after = before;
  for (let count = 0; count < mostPages; count++) {
    const { next, deliveries } = page.parse(await get(`${sinkUrl}/deliveries?after=${after}`));
    if (deliveries.length === 0) return arrivals;
    arrivals.push(
      ...deliveries.map(({ receivedAt, arrivedAt, ...delivery }) => ({
        ...delivery,
        receivedAt: Date.parse(receivedAt),
        arrivedAt: Date.parse(arrivedAt),
      })),
    );
    after = next;
  }
  throw new Error(`The sink has more than ${mostPages} pages of deliveries`);
}

export async function countArrivals(sinkUrl: string): Promise<number> {
  return counts.parse(await get(`${sinkUrl}/deliveries/counts`)).total;
}

async function get(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}
