import { startEventBridge } from '../../aws/eventbridge/start-event-bridge.ts';
import type { EnforceAccess } from '../../aws/iam/guard.ts';
import { seedDestinationSlots } from '../../aws/secrets-manager/seed-destination-slots.ts';
import { startSes } from '../../aws/ses/start-ses.ts';
import { accountId } from '../../aws/sqs/start-queue-service.ts';
import type { Services } from '../../boot/services.ts';
import type { StackParts } from '../../boot/stack-parts.ts';
import { redirectDestinations } from '../redirect-destinations.ts';
import { type Destinations, describeEvent, describeMail } from './describe-message.ts';
import { createDestinationQueues, queueNameOf } from './destination-queues.ts';

export interface StartedDestinations {
  /** Where an AWS SDK client finds SES and EventBridge, as far as there are destinations there. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly adaptEnvironment: StackParts['adaptEnvironment'];
  /** What that changes, in one line. */
  readonly change: string;
  /** Does the rest, once the template's own queues and secrets are there. */
  complete(parts: Pick<StackParts, 'callSqs' | 'secrets'>, secretPrefix: string): Promise<void>;
}

/** The names of those that the sink stands in for. */
export function destinationsInSink(destinations: Destinations): readonly string[] {
  const types: readonly string[] = ['http', 'slack', 'discord'];
  return Object.keys(destinations).filter((name) => types.includes(destinations[name]?.type ?? ''));
}

interface DestinationParts {
  readonly services: Services;
  /** What stands in for all that is called over HTTP. */
  readonly sinkUrl: string;
  readonly stops: StackParts['stops'];
  /** Hands the stack's policies to an endpoint. */
  readonly guardedBy: (enforce: EnforceAccess) => void;
}

/** Starts what the configuration's destinations need beside the sink. */
export async function startDestinations(
  { destinations }: { readonly destinations: Destinations },
  { services, sinkUrl, stops, guardedBy }: DestinationParts,
): Promise<StartedDestinations> {
  services.sink.aimAt(destinations);
  const queuesUrl = `${services.queueEndpoint}/${accountId}`;
  const hasQueues = Object.values(destinations).some((config) => queueNameOf(config) !== undefined);
  return {
    endpoints: await startEndpoints(destinations, services, { stops, guardedBy }),
    adaptEnvironment: (environment) =>
      redirectDestinations(environment, { url: sinkUrl, queuesUrl }),
    change: `destinations are ${sinkUrl}/<destination>${hasQueues ? `, those that are queues ${queuesUrl}/<queue>` : ''}`,
    async complete({ callSqs, secrets }, secretPrefix) {
      seedDestinationSlots(destinations, secrets, secretPrefix);
      await createDestinationQueues(destinations, callSqs, services.watchQueue, services.sink);
    },
  };
}

async function startEndpoints(
  destinations: Destinations,
  { sink }: Services,
  { stops, guardedBy }: Pick<DestinationParts, 'stops' | 'guardedBy'>,
): Promise<Readonly<Record<string, string>>> {
  const types = new Set(Object.values(destinations).map(({ type }) => type));
  const endpoints: Record<string, string> = {};
  if (types.has('email')) {
    const ses = await startSes((mail) => sink.note(describeMail(mail, destinations)));
    stops.push(() => ses.stop());
    guardedBy(ses.enforceAccess);
    endpoints.AWS_ENDPOINT_URL_SESV2 = ses.endpoint;
  }
  if (types.has('eventbridge')) {
    const bridge = await startEventBridge((event) => {
      const message = describeEvent(event, destinations);
      if (message !== undefined) sink.note(message);
    });
    stops.push(() => bridge.stop());
    guardedBy(bridge.enforceAccess);
    endpoints.AWS_ENDPOINT_URL_EVENTBRIDGE = bridge.endpoint;
  }
  return endpoints;
}
