import { DeliveryLogError } from '../../errors.ts';
import type { LogPage } from '../delivery-log.ts';

/** Reads page after page. @throws DeliveryLogError where they lead in a circle */
export async function* followPages(
  name: string,
  start: string | undefined,
  read: (place: string | undefined) => Promise<LogPage>,
): AsyncGenerator<LogPage> {
  const visited = new Set<string | undefined>();
  let place = start;
  do {
    if (visited.has(place)) {
      throw new DeliveryLogError(`${name} leads in a circle`, { reason: 'malformed' });
    }
    visited.add(place);
    const page = await read(place);
    yield page;
    place = page.resume;
  } while (place !== undefined);
}
