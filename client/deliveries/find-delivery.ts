import { eventsSource } from '../../service/webhook/configuration.ts';
import { receiversOf, type StageRoutes } from '../stage/configuration.ts';
import { unknownName } from '../unknown-name.ts';
import type { DeliveryRecord, ReadRecords } from './delivery-records.ts';

/** What the table knows of a webhook at one destination, and which source it came by. */
export interface FoundRecord extends DeliveryRecord {
  readonly source: string;
}

/** Which source and destination are meant; all of them, where none is named. */
export interface Choice {
  readonly source?: string;
  readonly destination?: string;
}

/**
 * What a webhook may have come by, and may be delivered to.
 *
 * @throws CommandError for a name that the configuration does not have
 */
export function placesOf(routes: StageRoutes, { source, destination }: Choice) {
  const { sources, events } = routes;
  const all = [...Object.keys(sources), ...(events ? [eventsSource] : [])];
  return {
    sources: choose('source', source, all),
    receivers: choose('destination', destination, receiversOf(routes)),
  };
}

function choose(what: string, name: string | undefined, known: readonly string[]) {
  if (name === undefined) return known;
  if (known.includes(name)) return [name];
  throw unknownName(what, name, known);
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
