import type { DestinationConfig } from '../../webhook/destination-config.ts';

/** Where the embedded stack lets everything arrive; on AWS neither is set. */
export interface StandIns {
  /** In place of what is called over HTTP: `<url>/<destination>`. */
  readonly url: string | undefined;
  /** In place of the destinations' queues: `<queuesUrl>/<name of the queue>`. */
  readonly queuesUrl: string | undefined;
}

/** The URLs to call in place of the destinations' own. */
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
