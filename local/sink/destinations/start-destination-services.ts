import { startEventBridge } from '../../aws/eventbridge/start-event-bridge.ts';
import type { EnforceAccess } from '../../aws/iam/guard.ts';
import { startSes } from '../../aws/ses/start-ses.ts';
import type { Sink } from '../start-sink.ts';
import { type Destinations, describeEvent, describeMail } from './describe-message.ts';
import { contentOfEvent, contentOfMail } from './message-content.ts';

/** The names of those that the sink stands in for. */
export function destinationsInSink(destinations: Destinations): readonly string[] {
  const types: readonly string[] = ['http', 'slack', 'discord'];
  return Object.keys(destinations).filter((name) => types.includes(destinations[name]?.type ?? ''));
}

/**
 * Starts SES and EventBridge, as far as there are destinations there. What they take, the sink notes.
 *
 * @param guardedBy hands the stack's policies to an endpoint
 * @returns where an AWS SDK client finds them
 */
export async function startDestinationServices(
  destinations: Destinations,
  { note }: Pick<Sink, 'note'>,
  guardedBy: (enforce: EnforceAccess) => void,
  started: AsyncDisposableStack,
): Promise<Readonly<Record<string, string>>> {
  const types = new Set(Object.values(destinations).map(({ type }) => type));
  const endpoints: Record<string, string> = {};
  if (types.has('email')) {
    const ses = await startSes((mail) =>
      note(describeMail(mail, destinations), contentOfMail(mail)),
    );
    started.defer(() => ses.stop());
    guardedBy(ses.enforceAccess);
    endpoints.AWS_ENDPOINT_URL_SESV2 = ses.endpoint;
  }
  if (types.has('eventbridge')) {
    const bridge = await startEventBridge((event) => {
      const message = describeEvent(event, destinations);
      if (message !== undefined) note(message, contentOfEvent(event));
    });
    started.defer(() => bridge.stop());
    guardedBy(bridge.enforceAccess);
    endpoints.AWS_ENDPOINT_URL_EVENTBRIDGE = bridge.endpoint;
  }
  return endpoints;
}
