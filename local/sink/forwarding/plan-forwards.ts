import type { DestinationConfig } from '../../../service/webhook/destination-config.ts';
import { nearestName } from '../../../service/webhook/nearest-name.ts';
import { UsageError } from '../../usage-error.ts';
import { isThisMachine } from './loopback.ts';
import { allDestinations, type ForwardOrder } from './read-forward.ts';

export interface ForwardOptions {
  readonly orders?: readonly ForwardOrder[];
  /** Whether a destination whose own URL is on this machine is called there. */
  readonly callsThisMachine?: boolean;
}

/** Where a destination's requests go on to from the sink. */
export interface Forward {
  readonly url: string;
  /** Whether the configuration itself says so. */
  readonly isConfigured: boolean;
}

export type Forwards = ReadonlyMap<string, Forward>;

type Destinations = Readonly<Record<string, DestinationConfig>>;

/**
 * Which destinations are forwarded, and where to. An order that names a destination goes before one for all, and that
 * before what the configuration says.
 *
 * @param sinkPort nothing is forwarded there, since it would come around for ever
 * @throws UsageError for an order that no destination can follow
 */
export function planForwards(
  { orders = [], callsThisMachine = false }: ForwardOptions,
  destinations: Destinations,
  sinkPort: number,
): Forwards {
  const targets = Object.keys(destinations).filter((name) => destinations[name]?.type === 'http');
  const named = orders.filter((order) => !isForAll(order, destinations));
  const [forAll, ...surplus] = orders.filter((order) => isForAll(order, destinations));
  named.forEach((order, index) => {
    const others = named.slice(0, index);
    refuse(order, problemWith(order, others, targets, destinations));
  });
  for (const order of surplus) refuse(order, 'all are forwarded already');
  if (forAll && targets.length === 0) refuse(forAll, 'no destination has the type http');

  const forwards = targets.flatMap((name): [string, Forward][] => {
    const order = named.find(({ destination }) => destination === name) ?? forAll;
    if (order) return [[name, { url: urlFor(order, name, sinkPort), isConfigured: false }]];
    const url = callsThisMachine ? ownUrlOf(destinations[name], sinkPort) : undefined;
    return url === undefined ? [] : [[name, { url, isConfigured: true }]];
  });
  return new Map(forwards);
}

function isForAll({ destination }: ForwardOrder, destinations: Destinations): boolean {
  if (destination === undefined) return true;
  return destination === allDestinations && !Object.hasOwn(destinations, destination);
}

function problemWith(
  { destination = '' }: ForwardOrder,
  before: readonly ForwardOrder[],
  targets: readonly string[],
  destinations: Destinations,
): string | undefined {
  if (before.some((order) => order.destination === destination)) {
    return `${destination} is forwarded already`;
  }
  if (targets.includes(destination)) return undefined;
  const are = `These can be forwarded: ${targets.join(', ') || 'none'}`;
  if (Object.hasOwn(destinations, destination)) {
    return `${destination} has the type ${destinations[destination]?.type}, and only http is forwarded. ${are}`;
  }
  const meant = nearestName(destination, targets);
  const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return `there is no destination ${destination}.${question} ${are}`;
}

function urlFor(order: ForwardOrder, name: string, sinkPort: number): string {
  const { href } = new URL(order.url.replaceAll('{destination}', name));
  if (isAt(href, sinkPort)) refuse(order, 'that is the sink itself');
  return href;
}

/** Where the configuration has it on this machine. */
function ownUrlOf(config: DestinationConfig | undefined, sinkPort: number): string | undefined {
  if (config?.type !== 'http' || config.allowPrivateAddress !== true) return undefined;
  const isCalled = isThisMachine(new URL(config.url)) && !isAt(config.url, sinkPort);
  return isCalled ? config.url : undefined;
}

function isAt(text: string, port: number): boolean {
  const url = new URL(text);
  return isThisMachine(url) && url.port === String(port);
}

function refuse({ text }: ForwardOrder, problem: string | undefined): void {
  if (problem !== undefined) throw new UsageError(`--forward ${text}: ${problem}.`);
}
