import { CommandError } from '../../../../client/command-error.ts';
import {
  type Copies,
  type Copy,
  type CopyPlaces,
  findCopies,
} from '../../../../client/deliveries/find-copies.ts';
import { explainError } from '../../../../client/explain-error.ts';
import type { ConsoleContext } from '../endpoint.ts';
import type { WebhookRow } from '../feed/webhook-row.ts';
import { identityOf } from './find-webhook.ts';

/** Outcomes after which a dead letter of it may be in the queue. */
const mayBeDead: ReadonlySet<WebhookRow['outcome']> = new Set(['dead-lettered', 'resting']);

export function copiesOf(
  row: WebhookRow,
  context: ConsoleContext,
  signal: AbortSignal,
): Promise<Copies> {
  const sought = { ...identityOf(row), mayBeDead: mayBeDead.has(row.outcome) };
  return findCopies(sought, copyPlaces(context, signal));
}

/** Where copies of webhooks are looked for. */
function copyPlaces(context: ConsoleContext, signal: AbortSignal): CopyPlaces {
  const { clients, stage, readRoutes, desk, lines } = context;
  return {
    ...{ clients, stage, readRoutes, signal },
    inTurn: (look) => desk.look(look, signal),
    explain: (error) => explainError(error, stage, lines).message,
  };
}

/** What the sender sent. @throws CommandError where no place has its bytes, naming each */
export async function findReceived(
  row: WebhookRow,
  context: ConsoleContext,
  signal: AbortSignal,
): Promise<Copy> {
  const { copies, notHad } = await copiesOf(row, context, signal);
  const received = copies.find(({ isAsReceived }) => isAsReceived);
  if (received !== undefined) return received;
  const changed = copies.length > 0 ? ['A route changed what its destinations got.'] : [];
  throw new CommandError('Its bytes can’t be had any more.', [...notHad, ...changed].join('\n'));
}
