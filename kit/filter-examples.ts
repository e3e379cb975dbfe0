import { examplesOf } from '../client/example-webhook/examples-of.ts';
import { eventsSource, type SpillwayConfig } from '../service/webhook/configuration.ts';
import type { RouteGiven } from './create-kit.ts';

export interface FilteredExample {
  readonly example: string;
  /** Route → the condition for which it did not take the example. */
  readonly reasons: Readonly<Record<string, string>>;
}

/**
 * Takes every example of a source's sender through the routes. A sender of one's own has a made-up one, and so have
 * events.
 *
 * @returns how many there are, and those that no route takes
 * @throws Error that names the example which a `transform` or a `message` threw at
 */
export async function filterExamples(
  source: string,
  { sources }: Pick<SpillwayConfig, 'sources'>,
  routeWebhook: RouteGiven,
): Promise<{ readonly total: number; readonly filtered: readonly FilteredExample[] }> {
  const sender = source === eventsSource ? '' : (sources[source]?.sender ?? '');
  const known = Object.keys(examplesOf(sender));
  const given = known.length > 0 ? known.map((example) => ({ source, example })) : [{ source }];
  const filtered: FilteredExample[] = [];
  for (const one of given) {
    const example = 'example' in one ? one.example : 'made up';
    const { isFiltered, reasons } = await routeWebhook(one).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`Source ${source}, example ${example}: ${why}`, { cause });
    });
    if (isFiltered) filtered.push({ example, reasons });
  }
  return { total: given.length, filtered };
}

/** `stripe: no route takes charge.refunded (paid: type is not 'invoice.paid')`, one line for each. */
export function describeFiltered(source: string, filtered: readonly FilteredExample[]): string {
  return filtered
    .map(({ example, reasons }) => {
      const why = Object.entries(reasons).map(([route, reason]) => `${route}: ${reason}`);
      return `${source}: no route takes ${example} (${why.join('; ')})\n`;
    })
    .join('');
}
