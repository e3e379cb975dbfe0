import { webhookMethods } from '../service/webhook/allowed-methods.ts';
import type { Sender, SignatureScheme } from '../service/webhook/sender.ts';
import { senders } from '../service/webhook/senders.ts';
import { placeOf } from '../service/webhook/signed-id.ts';
import { durationText } from './duration-text.ts';
import { examplesSection } from './examples-section.ts';
import { handshakesSection } from './handshakes-section.ts';
import { identitySection } from './identity-section.ts';
import { markdownTable } from './markdown-table.ts';
import { placeText } from './place-text.ts';
import { retriesSection } from './retries-section.ts';
import { secretsSection } from './secrets-section.ts';

/** `docs/senders.md`: every sender that the service knows, written from the rows that it runs by. */
export function sendersPage(): string {
  return `${[
    '# Senders',
    '',
    'Generated from `service/webhook/senders/` by `npm run docs`; a test holds both together.',
    '',
    "A source in `spillway.config.ts` names its sender: `sources: { shop: { sender: 'shopify' } }`. Its URL is",
    '`<Endpoint>/webhooks/shop`. [examples/all-senders.config.ts](../examples/all-senders.config.ts) declares one',
    "source for each, and a sender of one's own. How to add a row: [adding-a-sender.md](adding-a-sender.md).",
    '',
    ...signaturesTable(),
    '',
    'Signatures are compared as bytes and in constant time, and must be spelled as the sender spells them: hex in',
    'lower case, base64 with its padding. Webhooks come by POST where no method is named. A delivery id marked *body',
    'hash* is the SHA-256 of source and body, or of what else is signed where that is not the body as it is.',
    '',
    ...secretsSection(),
    ...identitySection(),
    '',
    ...retriesSection(),
    '',
    ...handshakesSection(),
    '',
    ...examplesSection(),
  ].join('\n')}\n`;
}

function signaturesTable(): readonly string[] {
  const head = ['sender', '`sender:`', 'signature', 'signed', 'tolerance'];
  return markdownTable(
    [...head, 'delivery id', 'event type', 'answer'],
    Object.entries<Sender>(senders).map(([name, sender]) => signatureRow(name, sender)),
  );
}

const methodTexts: Readonly<Record<SignatureScheme['method'], string>> = {
  'hmac-sha256': '',
  'hmac-sha1': ', **SHA-1**',
  ed25519: ', Ed25519',
  token: '',
};

function signatureRow(name: string, sender: Sender): readonly string[] {
  return [
    `[${sender.title}](${sender.documentation})`,
    `\`${name}\`${sender.methods ? `<br>${webhookMethods(sender).join(', ')}` : ''}`,
    each(sender, ({ header, isNumbered, prefix = '', encoding, method }) => {
      const content = method === 'token' ? 'the secret' : `${prefix}*${encoding}*`;
      return `\`${header}${isNumbered ? '1…' : ''}\`: ${content}${methodTexts[method]}`;
    }),
    each(sender, signedText),
    each(sender, ({ timestamp }) => (timestamp ? durationText(timestamp.toleranceSeconds) : '–')),
    sender.deliveryId.map(placeOf).map(placeText).join(', else '),
    sender.eventType.map(placeText).join(', else '),
    answerText(sender),
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

function answerText({ acceptedStatus, acceptedStatusBy, isAnswerEmpty }: Sender): string {
  const others = Object.entries(acceptedStatusBy?.statuses ?? {}).map(
    ([value, status]) => `${status} where ${acceptedStatusBy?.json.join('.')} is ${value}`,
  );
  return [acceptedStatus, ...others].join(', ') + (isAnswerEmpty ? '; empty' : '');
}
