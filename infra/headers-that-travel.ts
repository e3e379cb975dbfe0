import type { SourceConfig } from '../service/webhook/configuration.ts';
import { senderOf } from '../service/webhook/sender-of.ts';

/** The headers that reach routes and destinations with a webhook of this source. All others stay behind at ingestion. */
export function headersThatTravel(source: SourceConfig): readonly string[] {
  return senderOf(source).allowedHeaders;
}

/** Of the user's own services, whose requests leave all headers behind: who sent it, as the token says. */
export const headersOfEvents = ['spillway-client-id'] as const;
