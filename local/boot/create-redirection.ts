import type { Destinations } from '../sink/destinations/describe-message.ts';
import { queueNameOf } from '../sink/destinations/destination-queues.ts';
import { redirectDestinations } from '../sink/redirect-destinations.ts';
import type { Services } from './start-services.ts';
import type { World } from './template/resolver.ts';

interface RedirectionParts {
  readonly services: Pick<Services, 'queueEndpoint'>;
  readonly sinkUrl: string;
  readonly log: (line: string) => void;
}

/** The one change to what the template says: stand-ins in the place of all destinations. */
export function createRedirection(
  destinations: Destinations,
  { accountId }: Pick<World, 'accountId'>,
  { services, sinkUrl, log }: RedirectionParts,
) {
  const queuesUrl = `${services.queueEndpoint}/${accountId}`;
  const configs = Object.values(destinations);
  const queues = configs.some((config) => queueNameOf(config) !== undefined)
    ? `, those that are queues ${queuesUrl}/<queue>`
    : '';
  log(`The one change to the template: destinations are ${sinkUrl}/<destination>${queues}`);
  return (environment: Readonly<Record<string, string>>) =>
    redirectDestinations(environment, { url: sinkUrl, queuesUrl });
}
