import { eventsSource } from '../../service/webhook/configuration.ts';
import { receiversOf, type StageRoutes } from '../stage/configuration.ts';
import type { DeliveryRecord, ReadRecords } from './delivery-records.ts';

/** What the table knows of a webhook at one destination, and which source it came by. */
export interface FoundRecord extends DeliveryRecord {
  readonly source: string;
}

/** All that a webhook may have come by and may be delivered to. */
export function placesOf(routes: StageRoutes) {
  const { sources, events } = routes;
  return {
    sources: [...Object.keys(sources), ...(events ? [eventsSource] : [])],
    receivers: receiversOf(routes),
  };
}

/**
 * Looks a delivery id up in the table. The id alone is no key: each source is tried. A webhook that was sent again on
 * purpose (a redrive, a replay) has another key, which nothing but its own message tells.
 */
export async function findRecords(
  readRecords: ReadRecords,
  deliveryId: string,
  sources: readonly string[],
): Promise<readonly FoundRecord[]> {
  const found = await readRecords(sources.map((source) => ({ source, deliveryId })));
  return sources.flatMap((source, index) =>
    (found[index] ?? []).map((record) => ({ source, ...record })),
  );
}
