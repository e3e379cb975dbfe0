import type { RetryRules, Sender } from '../service/webhook/sender.ts';
import { senders } from '../service/webhook/senders.ts';
import { durationText } from './duration-text.ts';
import { markdownTable } from './markdown-table.ts';

/** What each sender does with an answer. */
export function retriesSection(): readonly string[] {
  return [
    '## What each sender does with an answer',
    '',
    'What is our fault (queue, store, secrets, a bug, a rate limit) is answered so that the sender tries again.',
    '',
    ...markdownTable(
      ['sender', 'sends again by itself', 'gives up after', 'notes'],
      Object.values<Sender>(senders).map(({ title, documentation, retries, notes = [] }) => [
        `[${title}](${documentation})`,
        againText(retries),
        finalText(retries),
        notes.join(' '),
      ]),
    ),
  ];
}

function againText({ isAutomatic, spanSeconds, isSignedAnew }: RetryRules): string {
  if (!isAutomatic) return 'no';
  const span = spanSeconds === undefined ? 'yes' : `for ${durationText(spanSeconds)}`;
  return span + (isSignedAnew ? ', signed anew' : '');
}

function finalText({
  finalStatuses,
  retriedStatuses = [],
  retryAfterLimitSeconds,
}: RetryRules): string {
  const except = retriedStatuses.length > 0 ? `, except ${retriedStatuses.join(', ')}` : '';
  const limit = retryAfterLimitSeconds
    ? ` (\`Retry-After\` up to ${retryAfterLimitSeconds} s)`
    : '';
  return finalStatuses.length === 0 ? '–' : finalStatuses.join(', ') + except + limit;
}
