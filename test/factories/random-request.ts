import { METHODS } from 'node:http';
import { createRequest } from '../../service/webhook/request.ts';
import type { Sender } from '../../service/webhook/sender.ts';
import { type SenderName, senders } from '../../service/webhook/senders.ts';
import { signRequest } from '../../service/webhook/sign-request.ts';
import { samples } from '../../service/webhook/vectors/samples.ts';
import type { Random } from './random.ts';
import { searchOf } from './send-request.ts';

/** What a stranger may send. */
export interface RandomRequest {
  readonly method: string;
  /** From the stage's root, as it goes over the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
  /** It asks a question that the source answers to anybody: no webhook. */
  readonly isOpenQuestion: boolean;
}

const names = Object.keys(senders) as SenderName[];
/** Those that ask anybody's endpoint by GET. */
const askers = ['dropbox', 'meta', 'x'] as const satisfies readonly SenderName[];
// CONNECT opens a tunnel, and is no request to a path.
const methods = METHODS.filter((method) => method !== 'CONNECT');
const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => index + 32));
const latin = printable + String.fromCharCode(...Array.from({ length: 96 }, (_, i) => i + 160));
const hex = '0123456789abcdef';
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const tokens = `${hex}xyzXYZ-_`;

/** A request of any kind, none of them genuine: nobody here knows a secret. */
export function randomRequest(random: Random): RandomRequest {
  const source = random.pick(random.chance(0.2) ? askers : names);
  const kinds = [forgedWebhook, forgedWebhook, question, noise, noise];
  const draft = random.pick(kinds)(random, source);
  const method = random.chance(0.8) ? draft.method : random.pick(methods);
  const path = randomPath(random, source);
  const query = draft.query || randomQuery(random);
  return {
    method,
    path: path + query,
    headers: draft.headers,
    body: method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : draft.body,
    isOpenQuestion: isOpenQuestion(path, method, query, draft.headers),
  };
}

interface Draft {
  readonly method: string;
  readonly query: string;
  readonly headers: Record<string, string | readonly string[]>;
  readonly body: Buffer;
}

/** Right in every way but the key: as the sender's own webhooks look. */
function forgedWebhook(random: Random, source: SenderName): Draft {
  const { body, contentType, headers, publicUrl } = samples[source];
  const request = createRequest({
    headers: { 'content-type': contentType, ...headers },
    body: Buffer.from(body),
  });
  const key = random.bytes(32);
  const secret = random.pick([key.toString('base64'), `whsec_${key.toString('base64')}`, ' ']);
  const context = { now: Date.now() + random.pick([0, 0, -1e9, 1e9]), publicUrl };
  const signed = signRequest(senders[source], request, secret, context) ?? request;
  return {
    method: 'POST',
    query: searchOf(signed.query),
    headers: { ...signed.headers },
    body: random.chance(0.2) ? flipped(random, signed.body) : signed.body,
  };
}

function noise(random: Random, source: SenderName): Draft {
  const headers = randomHeaders(random, source);
  return { method: 'POST', query: '', headers, body: randomBody(random, source) };
}

const challenges = ['abc', '', '{"a":"b"}', 'v0:1:{}', 'a'.repeat(257), '<script>', '\u2028'];

/** A handshake, with what could be a token or what should be signed for nobody. */
function question(random: Random): Draft {
  const challenge = encodeURIComponent(random.pick(challenges));
  const query = random.pick([
    `?challenge=${challenge}`,
    `?crc_token=${challenge}`,
    `?crc_token=${challenge}&crc_token=abc`,
    `?hub.mode=subscribe&hub.verify_token=${challenge}&hub.challenge=${challenge}`,
  ]);
  return { method: 'GET', query, headers: {}, body: Buffer.alloc(0) };
}

function flipped(random: Random, body: Buffer): Buffer {
  const changed = Buffer.from(body);
  if (changed.length > 0) changed[random.below(changed.length)] = random.below(256);
  return changed;
}

function randomPath(random: Random, source: string): string {
  if (random.chance(0.85)) return `/webhooks/${source}`;
  return random.pick([
    () => `/webhooks/${random.text(random.below(40), tokens)}`,
    () => `/webhooks/${source}/${random.text(4, tokens)}`,
    () => `/webhooks/${source}/`,
    () => `//webhooks//${source}`,
    () => `/webhooks/%2e%2e%2f${source}`,
    () => `/webhooks/${encodeURIComponent(random.text(8, latin))}`,
    () => `/webhooks/%${random.text(2, latin.replaceAll(' ', '')).replaceAll(/[^!-~]/g, '%')}`,
    () => `/webhooks/${source}%00`,
    () => `/webhooks/__proto__`,
    () => `/webhooks/constructor`,
    () => `/${random.text(random.below(200), tokens)}`,
    () => '/',
    () => '/webhooks',
    () => '/events',
  ])();
}

const parameters = [
  'challenge',
  'crc_token',
  'hub.mode',
  'hub.verify_token',
  'hub.challenge',
  'a',
  '__proto__',
];

function randomQuery(random: Random): string {
  if (random.chance(0.6)) return '';
  const pairs = Array.from({ length: random.below(5) }, () => {
    const value = random.chance(0.2) ? 'subscribe' : random.text(random.below(300), latin);
    return `${random.pick(parameters)}=${random.chance(0.9) ? encodeURIComponent(value) : '%'}`;
  });
  return `?${pairs.join('&')}`;
}

const contentTypes = [
  'application/json',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  '',
  ';',
];

function randomHeaders(random: Random, source: SenderName): Draft['headers'] {
  const other = random.chance(0.2) ? random.pick(names) : source;
  const maybe = (probability: number, headers: () => Draft['headers']) =>
    random.chance(probability) ? headers() : {};
  return {
    ...maybe(0.8, () => ({ 'content-type': random.pick(contentTypes) })),
    ...maybe(0.7, () => ({ ...samples[source].headers })),
    ...maybe(0.8, () => randomSignatureHeaders(random, senders[other])),
    ...maybe(0.1, () => ({ 'x-hook-secret': random.text(random.below(300), latin).trim() })),
    ...maybe(0.2, () => ({ [`x-${random.text(8, hex)}`]: random.text(200, latin).trim() })),
    ...maybe(0.05, () => ({ 'x-forwarded-host': random.text(20, hex) })),
  };
}

function randomSignatureHeaders(random: Random, row: Sender): Draft['headers'] {
  const headers: Draft['headers'] = {};
  for (const { header, isNumbered, idHeader, timestamp } of row.schemes) {
    headers[header + (isNumbered ? 1 + random.below(12) : '')] = randomSignature(random, row);
    if (idHeader) headers[idHeader] = random.text(random.below(300), latin).trim();
    if (timestamp && 'header' in timestamp.from)
      headers[timestamp.from.header] = randomTime(random);
  }
  return headers;
}

function randomSignature(random: Random, { schemes }: Sender): string | readonly string[] {
  const { prefix = '', separator = ',', timestamp } = random.pick(schemes);
  const one = () =>
    random.pick([
      () => prefix + random.text(random.pick([0, 1, 40, 63, 64, 65, 128]), hex),
      () => `${prefix}${random.text(43, base64)}=`,
      () => random.text(random.below(120), latin).trim(),
      () => prefix.toUpperCase() + random.text(64, hex.toUpperCase()),
    ])();
  const items = Array.from({ length: 1 + random.below(random.chance(0.1) ? 40 : 3) }, one);
  if (timestamp && 'signatureItem' in timestamp.from) {
    items.unshift(timestamp.from.signatureItem + randomTime(random));
  }
  return random.chance(0.1) ? items : items.join(separator);
}

function randomTime(random: Random): string {
  const seconds = Math.floor(Date.now() / 1000);
  return random.pick([
    () => String(seconds),
    () => String(seconds * 1000),
    () => new Date().toISOString(),
    () => String(seconds - 100_000),
    () => '9'.repeat(random.below(30)),
    () => 'NaN',
    () => '-1',
    () => '',
  ])();
}

function randomBody(random: Random, source: SenderName): Buffer {
  return random.pick([
    () => random.bytes(random.below(2_000)),
    () => random.bytes(random.below(2_000)),
    () => Buffer.from(samples[source].body),
    () => flipped(random, Buffer.from(samples[source].body)),
    () => Buffer.alloc(0),
    () => Buffer.from('['.repeat(random.below(5_000))),
    () => Buffer.from(`{"__proto__":{"type":"${random.text(9, tokens)}"}}`),
    () => Buffer.from('{"type":"url_verification","challenge":"abc"}'),
    () => Buffer.from('{"event":"endpoint.url_validation","payload":{"plainToken":"abc"}}'),
    () => Buffer.from('{"type":1}'),
    () => Buffer.from('ssl_check=1&token=a&command=%2Fa'),
    () => Buffer.from(`\ufeff${samples[source].body}`),
    () => Buffer.from(`a=${random.text(50, base64)}&a=%&b`),
    () => (random.chance(0.02) ? Buffer.alloc(300_000, 'é"') : Buffer.from('null')),
  ])();
}

/** Dropbox and X ask by GET, Asana with a header, Intercom by HEAD: senders that don't sign their question. */
function isOpenQuestion(
  path: string,
  method: string,
  query: string,
  headers: Draft['headers'],
): boolean {
  const asked: Readonly<Record<string, boolean>> = {
    '/webhooks/dropbox': method === 'GET' && query.includes('challenge='),
    '/webhooks/x': method === 'GET' && query.includes('crc_token='),
    '/webhooks/asana': method === 'POST' && 'x-hook-secret' in headers,
    '/webhooks/intercom': method === 'HEAD',
  };
  return asked[path.replaceAll(/\/+/g, '/').replace(/\/$/, '')] ?? false;
}
