import { DeliveryLogError } from '../../../errors.ts';
import type { AttemptOutcome, LoggedAttempt } from '../../delivery-log.ts';
import { textOf } from '../read-json.ts';

/**
 * The rows of a page. One that can't be read fails the page, because it may be the one that is missing here.
 *
 * @throws DeliveryLogError
 * @see https://docs.github.com/en/rest/repos/webhooks#list-deliveries-for-a-repository-webhook
 */
export function readDeliveries(name: string, page: unknown): readonly LoggedAttempt[] {
  if (!Array.isArray(page)) throw malformed(name);
  return page.map((row: unknown) => {
    const [attemptId, id] = [textOf(row, 'id'), textOf(row, 'guid')];
    const at = Date.parse(textOf(row, 'delivered_at') ?? '');
    const type = textOf(row, 'event');
    if (
      attemptId === undefined ||
      !/^\d+$/.test(attemptId) ||
      id === undefined ||
      Number.isNaN(at)
    ) {
      throw malformed(name);
    }
    return { attemptId, id, at, outcome: outcomeOf(row), ...(type === undefined ? {} : { type }) };
  });
}

/** Answers of ours that the same bytes get again, whatever was mended meanwhile. */
const finalStatuses = new Set([400, 413]);

/**
 * The status is a text, of which only `OK` is documented; a 2xx that came too late is a failure. What GitHub says of a
 * webhook that found no connection at all is documented nowhere.
 */
function outcomeOf(row: unknown): AttemptOutcome {
  const { status_code: code } = Object(row);
  const status = textOf(row, 'status');
  if (status === 'OK') return 'delivered';
  if (status === undefined)
    return code === undefined || code === null || code === 0 ? 'pending' : byCode(code);
  return finalStatuses.has(code) ? 'refused' : 'failed';
}

function byCode(code: unknown): AttemptOutcome {
  if (typeof code !== 'number') return 'unknown';
  if (finalStatuses.has(code)) return 'refused';
  return code >= 200 && code < 300 ? 'delivered' : 'failed';
}

function malformed(name: string): DeliveryLogError {
  return new DeliveryLogError(`${name} has a row of another form`, { reason: 'malformed' });
}
