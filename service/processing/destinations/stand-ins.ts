import type { DestinationConfig } from '../../webhook/destination-config.ts';

/** Where the embedded stack redirects all deliveries. On AWS neither is set. */
export interface StandIns {
  /** Replaces URLs called over HTTP: `<url>/<destination>`. */
  readonly url: string | undefined;
  /** Replaces the destinations' queues: `<queuesUrl>/<name of the queue>`. */
  readonly queuesUrl: string | undefined;
}

/** The URLs that replace the destinations' own. */
export function standInUrls(
  destinations: Readonly<Record<string, DestinationConfig>>,
  { url, queuesUrl }: StandIns,
): Readonly<Record<string, string>> {
  if (!url || !queuesUrl) return {};
  return Object.fromEntries(
    Object.entries(destinations).map(([name, config]) => [
      name,
      config.type === 'sqs'
        ? `${queuesUrl}/${config.queueUrl.split('/').at(-1)}`
        : `${url}/${encodeURIComponent(name)}`,
    ]),
  );
}
