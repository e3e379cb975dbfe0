import type { Place, RetryRules, Sender, SignatureScheme } from '../service/webhook/sender.ts';
import { senders } from '../service/webhook/senders.ts';
import { handshakeCommands } from './handshake-commands.ts';

/** `docs/senders.md`: every sender that the service knows, written from the rows that it runs by. */
export function sendersPage(): string {
  const rows = Object.entries<Sender>(senders);
  return `${[
    '# Senders',
    '',
    'Generated from `service/webhook/senders/` by `npm run docs`; a test holds both together.',
    '',
    "A source in `spillway.config.ts` names its sender: `sources: { shop: { sender: 'shopify' } }`. Its URL is",
    '`<Endpoint>/webhooks/shop`. [examples/all-senders.config.ts](../examples/all-senders.config.ts) declares one',
    "source for each, and a sender of one's own. How to add a row: [adding-a-sender.md](adding-a-sender.md).",
    '',
    ...tableOf(
      [
        'sender',
        '`sender:`',
        'signature',
        'signed',
        'tolerance',
        'delivery id',
        'event type',
        'answer',
      ],
      rows.map(([name, sender]) => signatureRow(name, sender)),
    ),
    '',
    'Signatures are compared as bytes and in constant time, and must be spelled as the sender spells them: hex in',
    'lower case, base64 with its padding. A delivery id marked *body hash* is the SHA-256 of source and body.',
    '',
    '## What each sender does with an answer',
    '',
    'What is our fault (queue, store, secrets, a bug, a rate limit) is answered so that the sender tries again.',
    '',
    ...tableOf(
      ['sender', 'sends again by itself', 'gives up after', 'notes'],
      rows.map(([, sender]) => [
        `[${sender.title}](${sender.documentation})`,
        sender.retries.isAutomatic ? 'yes' : 'no',
        finalOf(sender.retries),
        (sender.notes ?? []).join(' '),
      ]),
    ),
    '',
    '## Handshakes',
    '',
    'Paste these while `npm start -- --config examples/all-senders.config.ts` runs in another terminal.',
    '',
    "A challenge is echoed or signed only where it has nothing but a token's characters (`A-Z a-z 0-9 _ = + / -`,",
    'at most 256), so that no answer can serve as the signature of a webhook.',
    ...rows.flatMap(([name, sender]) => handshakesOf(name, sender)),
  ].join('\n')}\n`;
}

function signatureRow(name: string, sender: Sender): readonly string[] {
  return [
    `[${sender.title}](${sender.documentation})`,
    `\`${name}\``,
    each(sender, ({ header, isNumbered, prefix = '', encoding, method }) => {
      const content = method === 'token' ? 'the secret' : `${prefix}*${encoding}*`;
      const kind = {
        'hmac-sha256': '',
        'hmac-sha1': ', **SHA-1**',
        ed25519: ', Ed25519',
        token: '',
      };
      return `\`${header}${isNumbered ? '1…' : ''}\`: ${content}${kind[method]}`;
    }),
    each(sender, signedText),
    each(sender, ({ timestamp }) => (timestamp ? `${timestamp.toleranceSeconds} s` : '–')),
    sender.deliveryId.map(placeText).join(', else '),
    sender.eventType.map(placeText).join(', else '),
    String(sender.acceptedStatus) + (sender.isAnswerEmpty ? ', empty' : ''),
  ];
}

/** What differs between a sender's schemes, each said once. */
function each(sender: Sender, describe: (scheme: SignatureScheme) => string): string {
  return [...new Set(sender.schemes.map(describe))].join('<br>');
}

function signedText({ signs, method, bodyHashParameter, onlyFor }: SignatureScheme): string {
  if (method === 'token') return '–';
  const parts = signs.map((part) => (typeof part === 'object' ? `\`${part.text}\`` : part));
  const hash = bodyHashParameter ? ` with \`${bodyHashParameter}\` in its query` : '';
  return parts.join(' ') + hash + (onlyFor === 'bodiless-get' ? ' of a GET without a body' : '');
}

function placeText(place: Place): string {
  if (place === 'body-hash') return 'body hash';
  if (place === 'random') return 'new for each request';
  if ('header' in place) return `\`${place.header}\``;
  if ('json' in place) return `JSON \`${place.json.join('.')}\``;
  return 'form' in place ? `form \`${place.form}\`` : `\`${place.fixed}\``;
}

function finalOf({
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

function handshakesOf(name: string, sender: Sender): readonly string[] {
  return (sender.handshakes ?? []).flatMap((handshake) => {
    const commands = handshakeCommands(name, sender, handshake);
    const lines = ['', `### ${sender.title}: \`${handshake.name}\``, ''];
    if (handshake.answer.kind === 'stored') {
      lines.push('Signed, stored and answered like any other webhook.', '');
    }
    if (commands === undefined) {
      return [...lines, 'Only the sender can sign this question: its private key is its own.'];
    }
    return [...lines, '```sh', ...commands.lines, '```', '', '```', commands.prints, '```'];
  });
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
