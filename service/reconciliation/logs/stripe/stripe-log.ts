import type { StripeLogConfig } from '../../../webhook/delivery-log-config.ts';
import type { DeliveryLog, LogPage, Redelivery } from '../../delivery-log.ts';
import {
  type CallOptions,
  clockOf,
  createCallSender,
  failureOf,
  type SenderAnswer,
} from '../call-sender.ts';
import { followPages } from '../follow-pages.ts';
import { readJson } from '../read-json.ts';
import { readEndpoint, readEvents, type StripeEndpoint } from './read-events.ts';

export interface StripeLogPorts extends CallOptions {
  /** A restricted key: it reads events and webhook endpoints, and writes events where they are sent again. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The undelivered events of an account. Stripe's page lists them by `ending_before`, which needs an event to begin
 * from; here they are listed by `created` and `starting_after`, which need none:
 * https://docs.stripe.com/webhooks/process-undelivered-events
 *
 * Without an endpoint the log can only be read. With one, events that it does not get are left out, and
 * `POST /v1/events/{id}/retry` sends the others again. That call is not in the API's reference; Stripe's own command
 * line makes it: https://github.com/stripe/stripe-cli/blob/master/pkg/cmd/resource/events_resend.go
 */
export function createStripeLog(
  { endpoint, url = 'https://api.stripe.com' }: StripeLogConfig,
  ports: StripeLogPorts,
): DeliveryLog {
  const { name, key, now } = ports;
  const call = createCallSender(ports);
  const ask = (method: 'GET' | 'POST', path: string, body?: URLSearchParams) =>
    call({
      ...{ method, url: url + path },
      headers: { authorization: `Bearer ${key}`, 'user-agent': 'spillway' },
      ...(body && { body }),
    });
  const read = async (path: string): Promise<SenderAnswer> => {
    const answer = await ask('GET', path);
    if (answer.status !== 200) throw failureOf(name, answer);
    return answer;
  };
  const readOurs = async (id: string): Promise<StripeEndpoint> =>
    readEndpoint(name, readJson(name, (await read(`/v1/webhook_endpoints/${id}`)).text));
  const readPage = async (query: URLSearchParams, ours?: StripeEndpoint): Promise<LogPage> => {
    const answer = await read(`/v1/events?${query}`);
    const { attempts, hasMore } = readEvents(name, readJson(name, answer.text));
    const last = attempts.at(-1);
    return {
      attempts: ours === undefined ? attempts : attempts.filter(isFor(ours)),
      now: clockOf(answer.headers, now()),
      ...(hasMore && last && { resume: last.id }),
    };
  };
  const log: DeliveryLog = {
    // Stripe takes no answer within 20 seconds or so for a failure; how many is documented nowhere.
    ...{ retentionDays: 30, timeoutSeconds: 30 },
    async *list(since, resume) {
      const ours = endpoint === undefined ? undefined : await readOurs(endpoint);
      const from = Math.floor(Math.max(since, ours?.createdAt ?? 0) / 1000);
      yield* followPages(name, resume, (after) => {
        const query = new URLSearchParams({ delivery_success: 'false', limit: '100' });
        query.set('created[gte]', String(from));
        if (after !== undefined) query.set('starting_after', after);
        return readPage(query, ours);
      });
    },
  };
  if (endpoint === undefined) return log;
  return {
    ...log,
    async redeliver({ id }): Promise<Redelivery> {
      const form = new URLSearchParams({ webhook_endpoint: endpoint });
      return judge(name, await ask('POST', `/v1/events/${id}/retry`, form));
    },
  };
}

function isFor({ types }: StripeEndpoint) {
  return ({ type = '' }: { readonly type?: string }) => types === undefined || types.has(type);
}

function judge(name: string, answer: SenderAnswer): Redelivery {
  if (answer.status === 200) return 'requested';
  if (answer.status === 404) return 'gone';
  if (answer.status === 400) return 'refused';
  const failure = failureOf(name, answer);
  if (failure.retryAfterSeconds === undefined) throw failure;
  return { retryAfterSeconds: failure.retryAfterSeconds };
}
