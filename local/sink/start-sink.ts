import { createServer } from 'node:http';
import type { Fault } from '../../client/faults/fault.ts';
import type { DestinationConfig } from '../../service/webhook/destination-config.ts';
import { closeServer, listen } from '../aws/http/listen.ts';
import { sentToDestination } from '../aws/metering/sent-to-internet.ts';
import type { Observer } from '../aws/observer.ts';
import { type Arrival, Arrivals } from './arrivals.ts';
import { type ForwardOptions, type Forwards, planForwards } from './forwarding/plan-forwards.ts';
import { KeptRequests } from './kept-requests.ts';
import { type Message, type MessageContent, Messages } from './messages.ts';
import { takeRequest } from './take-request.ts';
import { tellDeliveries } from './tell-deliveries.ts';

const keepAliveMs = 65_000;
const methods: readonly unknown[] = ['POST', 'PUT', 'PATCH'];

export interface SinkOptions {
  readonly port: number;
  /** The valid signing secrets of a destination; none for an unknown one. */
  readonly secretsOf: (destination: string) => readonly string[];
  readonly forward?: ForwardOptions;
  /** The faults of the destinations. */
  readonly faults?: () => readonly Fault[];
  /** Is told how much a destination was sent. */
  readonly observer?: Observer;
  readonly onArrival?: (arrival: Arrival) => void;
  readonly onMessage?: (message: Message) => void;
  readonly onRefusal?: (destination: string, why: string) => void;
}

export interface Sink {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly arrivals: Arrivals;
  readonly messages: Messages;
  /**
   * Says what the destinations are, once that is known. Until then, all are HTTP endpoints.
   *
   * @returns those whose requests go on to a service
   * @throws UsageError where one is to be forwarded that can't be; what was known then holds on
   */
  aimAt(destinations: Readonly<Record<string, DestinationConfig>>): Forwards;
  /** Keeps and shows what arrived elsewhere: a mail, an event, a message in a queue. */
  note(message: Message, content: MessageContent): void;
  stop(): Promise<void>;
}

/**
 * Stands in for every destination that is called over HTTP: takes deliveries at `/<destination>`, refuses what
 * isn't signed unless it is for a chat service, or hands them on to a service of one's own. What GET tells is in
 * `tell-deliveries.ts`.
 */
export async function startSink(options: SinkOptions): Promise<Sink> {
  const arrivals = new Arrivals();
  const messages = new Messages();
  const requests = new KeptRequests();
  let known: Readonly<Record<string, DestinationConfig>> = {};
  let forwards: Forwards = new Map();
  const nobody = () => undefined;
  const { onArrival = nobody, onMessage = nobody } = options;
  let isStopping = false;
  const onRefusal = (destination: string, why: string) => {
    // What is under way breaks off because of us.
    if (!isStopping) options.onRefusal?.(destination, why);
  };
  const taker = {
    ...{ arrivals, messages, requests, onArrival, onMessage, onRefusal },
    configOf: (name: string) => (Object.hasOwn(known, name) ? known[name] : undefined),
    forwardOf: (name: string) => forwards.get(name),
    secretsOf: options.secretsOf,
    faults: options.faults ?? (() => []),
  };
  const server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    // On a kept connection that breaks, a function would try once more at once: its service is not asked twice.
    if (forwards.size > 0) response.shouldKeepAlive = false;
    if (request.method === 'GET') tellDeliveries(taker, request, response);
    else if (!methods.includes(request.method)) {
      response.writeHead(405, { allow: `GET, ${methods.join(', ')}` }).end();
    } else {
      options.observer?.record(sentToDestination(request));
      // A request that broke off has nobody left to answer.
      takeRequest(taker, request, response).catch(() => response.destroy());
    }
  });
  const port = await listen(server, options.port);
  return {
    ...{ url: `http://127.0.0.1:${port}`, arrivals, messages },
    aimAt(destinations) {
      forwards = planForwards(options.forward ?? {}, destinations, port);
      known = destinations;
      return forwards;
    },
    note(message, content) {
      messages.add(message);
      const { bytes: _, ...described } = message;
      requests.keep({ ...described, ...content }, { verdict: 'accepted' });
      onMessage(message);
    },
    async stop() {
      isStopping = true;
      await closeServer(server);
    },
  };
}
