import { shellQuote } from '../../../../../client/terminal/shell-quote.ts';
import type { SendWish } from '../../../server/webhook/send-order.ts';

/** The same for a shell. A body of one's own is in a file there. @param stage as `--stage` names it */
export function commandOf(
  { source, example, type, body, bad, count = 1, ratePerSecond }: SendWish,
  stage: string,
): string {
  const words = [
    ...['npx', 'spillway', 'send', source],
    ...(body === undefined && example !== undefined ? ['--example', example] : []),
    ...(type === undefined ? [] : ['--type', type]),
    ...(body === undefined ? [] : ['--body', 'body.json']),
    ...(bad === undefined ? [] : ['--bad', bad]),
    ...(count === 1 ? [] : ['--count', String(count), '--rate', String(ratePerSecond)]),
    ...['--stage', stage],
  ];
  return words.map(shellQuote).join(' ');
}
