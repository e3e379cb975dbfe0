import type { DeployedRules } from '../../aws/eventbridge/deployed-rules.ts';
import { createRuleActions } from '../../aws/eventbridge/rule-actions.ts';
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

/** SES and EventBridge, over all deployments of a stack. */
export interface DestinationServices {
  /**
   * Starts those that are needed now and were not before.
   *
   * @returns where an AWS SDK client finds all that run
   */
  deploy(destinations: Destinations): Promise<Readonly<Record<string, string>>>;
}

/**
 * What SES and EventBridge take, the sink notes.
 *
 * @param guardedBy hands the stack's policies to an endpoint
 */
export function createDestinationServices(
  { note }: Pick<Sink, 'note'>,
  guardedBy: (enforce: EnforceAccess) => void,
  rules: Pick<DeployedRules, 'all' | 'switch'>,
  started: AsyncDisposableStack,
): DestinationServices {
  const running = new AsyncDisposableStack();
  started.defer(() => running.disposeAsync());
  let current: Destinations = {};
  const endpoints: Record<string, string> = {};
  const services = {
    AWS_ENDPOINT_URL_SESV2: {
      isNeededFor: (types: ReadonlySet<string>) => types.has('email'),
      start: () => startSes((mail) => note(describeMail(mail, current), contentOfMail(mail))),
    },
    AWS_ENDPOINT_URL_EVENTBRIDGE: {
      // The template's rules are there without a destination too.
      isNeededFor: () => true,
      start: () =>
        startEventBridge((event) => {
          const message = describeEvent(event, current);
          if (message !== undefined) note(message, contentOfEvent(event));
        }, createRuleActions(rules)),
    },
  } as const;
  return {
    async deploy(destinations) {
      current = destinations;
      const types = new Set<string>(Object.values(destinations).map(({ type }) => type));
      for (const [variable, { isNeededFor, start }] of Object.entries(services)) {
        if (endpoints[variable] !== undefined || !isNeededFor(types)) continue;
        const service = await start();
        running.defer(() => service.stop());
        guardedBy(service.enforceAccess);
        endpoints[variable] = service.endpoint;
      }
      return { ...endpoints };
    },
  };
}
