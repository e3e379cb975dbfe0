import type { Destinations } from '../sink/destinations/describe-message.ts';
import { queueNameOf } from '../sink/destinations/destination-queues.ts';
import type { Forwards } from '../sink/forwarding/plan-forwards.ts';
import { redirectDestinations } from '../sink/redirect-destinations.ts';
import type { Services } from './start-services.ts';
import type { World } from './template/resolver.ts';

interface RedirectionParts {
  readonly services: Pick<Services, 'queueEndpoint'>;
  readonly sinkUrl: string;
}

/** The one change to what the template says: stand-ins in the place of all destinations. */
export function createRedirection(
  { accountId }: Pick<World, 'accountId'>,
  { services, sinkUrl }: RedirectionParts,
) {
  const queuesUrl = `${services.queueEndpoint}/${accountId}`;
  return {
    adaptEnvironment: (environment: Readonly<Record<string, string>>) =>
      redirectDestinations(environment, { url: sinkUrl, queuesUrl }),
    describe(destinations: Destinations, forwards: Forwards): string {
      const hasQueues = Object.values(destinations).some(
        (config) => queueNameOf(config) !== undefined,
      );
      const queues = hasQueues ? `, those that are queues ${queuesUrl}/<queue>` : '';
      const names = [...forwards.keys()].join(', ');
      const handedOn = names === '' ? '' : `; from there ${names} gets them as told below`;
      return `The one change to the template: destinations are ${sinkUrl}/<destination>${queues}${handedOn}`;
    },
  };
}
