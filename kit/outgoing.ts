import { createDestinations } from '../service/processing/destinations/destinations.ts';
import { handlerOf } from '../service/processing/route-handler.ts';
import type { SpillwayConfig } from '../service/webhook/configuration.ts';
import type { DestinationConfig } from '../service/webhook/destination-config.ts';
import { parseJson } from '../service/webhook/json-body.ts';
import type { RouteConfig } from '../service/webhook/route-config.ts';
import type { SigningSecret } from '../service/webhook/signing-secret.ts';
import type { Handling, Outgoing, OutgoingCall } from './routed-webhook.ts';

/** Signs what goes to each destination: any library of Standard Webhooks verifies with it. */
export const destinationKey = `whsec_${Buffer.alloc(32, 'kit').toString('base64')}`;

/** As deployed with the default settings. */
export const longestSeconds = 25;

type Without<T> = T extends unknown ? Omit<T, 'destination' | 'route'> : never;

/** What a destination would have sent, but for what the route knows. */
export type Sent = Without<Outgoing>;

/** The configured destinations. In place of sending they call `keep`. */
export function keepingDestinations(
  { destinations }: SpillwayConfig,
  now: () => number,
  keep: (sent: Sent) => void,
) {
  return createDestinations(destinations, {
    urls: {},
    readSecrets: async (name) => secretsOf(name, destinations[name]),
    allowPrivateAddress: false,
    sendRequest: async ({ destination, method, url, headers, body }) => {
      const type = destinations[destination]?.type as OutgoingCall['type'];
      keep({ type, method, url, headers, ...contentOf(body) });
      return { status: 200, headers: {}, body: Buffer.from('ok') };
    },
    sendEmail: async ({ from, to, subject, text }) =>
      keep({ type: 'email', from, to, subject, body: text, json: undefined }),
    putEvent: async ({ busName, source, detailType, detail }) =>
      keep({ type: 'eventbridge', busName, source, detailType, ...contentOf(detail) }),
    sendToQueue: async ({ queueUrl, body, attributes }) =>
      keep({ type: 'sqs', queueUrl, attributes, ...contentOf(body) }),
    callSeconds: longestSeconds,
    longestSeconds,
    now,
  });
}

/** The routes. In place of running a handler they call `keep`. */
export function keepingRoutes(
  { routes }: SpillwayConfig,
  keep: (sent: Sent) => void,
): readonly RouteConfig[] {
  return routes.map((route) => {
    const { name, handler } = route;
    if (handler === undefined) return route;
    const keepHandling: RouteConfig['handler'] = (webhook) => {
      const run: Handling['run'] = async () => {
        await handlerOf(name, handler, longestSeconds).deliver(webhook);
      };
      keep({ type: 'handler', run, ...contentOf(webhook.body) });
    };
    return { ...route, handler: keepHandling };
  });
}

function contentOf(body: string | Buffer) {
  return { body: body.toString(), json: parseJson(Buffer.from(body)) };
}

function secretsOf(name: string, config: DestinationConfig | undefined): readonly SigningSecret[] {
  if (config?.type !== 'http') return [{ slot: 'url', value: `https://chat.example.com/${name}` }];
  const slots = Object.values(config.headers ?? {}).flatMap((value) =>
    typeof value === 'string' ? [] : [{ slot: value.secret, value: `<${value.secret}>` }],
  );
  return [{ slot: 'current', value: destinationKey }, ...slots];
}
