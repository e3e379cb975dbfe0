import { describe, expect, it } from 'vitest';
import type { Verified } from './compare-signatures.ts';
import { identifyDelivery } from './identify-delivery.ts';
import { type WebhookRequest, withHeaders } from './request.ts';
import type { IdClaims, KnownSender, Place } from './sender.ts';
import { type SenderName, senders } from './senders.ts';
import { hasUnsignedId } from './signed-id.ts';
import type { IdVector, Said } from './vectors/id-vector.ts';
import { idVectors } from './vectors/id-vectors.ts';
import type { Sample } from './vectors/sample.ts';
import { now, requestOf, samples } from './vectors/samples.ts';
import { verifySignature } from './verify-signature.ts';

interface Claimed extends IdClaims {
  readonly place: Place;
}

interface Case {
  readonly name: SenderName;
  readonly row: KnownSender;
  readonly claimed: Claimed;
  readonly index: number;
  readonly vector: IdVector;
}

const cases: readonly Case[] = (Object.keys(senders) as SenderName[]).flatMap((name) => {
  const row: KnownSender = senders[name];
  return row.deliveryId.map((claimed, index) => {
    const vector = idVectors[name][index];
    if (vector === undefined) throw new Error(`${name}: id ${index} has no vector`);
    return { name, row, claimed, index, vector };
  });
});

async function send({ name, vector, claimed }: Case, said: Said): Promise<WebhookRequest> {
  const sample: Sample = { ...samples[name], ...vector.signedBy, headers: said.headers ?? {} };
  const { place } = claimed;
  const id = typeof place === 'object' && 'header' in place ? said.headers?.[place.header] : '';
  const signed = await requestOf(sample, Buffer.from(said.body), now, id || undefined);
  return withHeaders(signed, said.headers ?? {});
}

function verify({ name, row, vector }: Case, request: WebhookRequest) {
  const { secret } = vector.signedBy ?? samples[name];
  const { publicUrl } = samples[name];
  return verifySignature(row, request, [{ slot: 'current', value: secret }], { now, publicUrl });
}

async function identityOf(tried: Case, said: Said) {
  const request = await send(tried, said);
  return identify(tried, request, verify(tried, request) as Verified);
}

function identify(
  { row, index }: Pick<Case, 'row' | 'index'>,
  request: WebhookRequest,
  verified: Verified,
) {
  expect(verified).toMatchObject({ kind: 'verified' });
  const places = row.deliveryId.slice(0, index + 1);
  return identifyDelivery({ ...row, deliveryId: places }, 'source', request, verified);
}

it('is claimed of ids that have a vector each, and no vector is left over', () => {
  const counts = (all: Readonly<Record<string, { readonly length: number }>>) =>
    Object.fromEntries(Object.entries(all).map(([name, { length }]) => [name, length]));
  const rows: Readonly<Record<SenderName, KnownSender>> = senders;
  const ids = Object.fromEntries(
    Object.entries(rows).map(([name, { deliveryId }]) => [name, deliveryId]),
  );
  expect(counts(idVectors)).toEqual(counts(ids));
});

describe.each(cases)('$name: $claimed.place', (tried) => {
  const { claimed, vector, index, row } = tried;

  it('is found there, and in none of the places before', async () => {
    const request = await send(tried, vector.genuine);
    const verified = verify(tried, request) as Verified;
    expect(identify(tried, request, verified).guessed).not.toContain('id');
    const before = identify({ row, index: index - 1 }, request, verified);
    expect(before.guessed).toContain('id');
  });

  it('is another one for another webhook', async () => {
    const genuine = await identityOf(tried, vector.genuine);
    expect((await identityOf(tried, vector.other)).deliveryId).not.toBe(genuine.deliveryId);
  });

  it.runIf(claimed.identifies === 'event' || claimed.identifies === 'content')(
    `is shared by what is the same ${claimed.identifies}`,
    async () => {
      expect(vector.alike).toBeDefined();
      const genuine = await identityOf(tried, vector.genuine);
      const alike = await identityOf(tried, vector.alike ?? vector.other);
      expect(alike.deliveryId).toBe(genuine.deliveryId);
    },
  );

  it.runIf(claimed.onRetry !== 'unknown')(`is the ${claimed.onRetry} on a retry`, async () => {
    expect(vector.retry).toBeDefined();
    const genuine = await identityOf(tried, vector.genuine);
    const retry = await identityOf(tried, vector.retry ?? vector.genuine);
    expect(retry.deliveryId === genuine.deliveryId).toBe(claimed.onRetry === 'same');
  });

  it.runIf(claimed.place !== 'random')(
    `${claimed.isSigned ? 'is' : 'is not'} covered by the signature`,
    async () => {
      const request = await send(tried, vector.genuine);
      const { place } = claimed;
      const changed =
        typeof place === 'object' && 'header' in place
          ? withHeaders(request, { [place.header]: 'changed' })
          : { ...request, body: Buffer.from(vector.other.body) };
      expect(verify(tried, changed).kind === 'rejected').toBe(claimed.isSigned);
    },
  );
});

describe('a request that was captured', () => {
  const held = cases.filter(({ claimed, row }) => claimed.isSigned || hasUnsignedId(row));

  it.each(held)(
    'of $name, known by $claimed.place, keeps its id under other headers',
    async (tried) => {
      const request = await send(tried, tried.vector.genuine);
      const { row, name } = tried;
      const unsigned = [...row.allowedHeaders, ...Object.values(senders).flatMap(idHeadersOf)];
      const signed = Object.keys(await signatureOf(tried, request));
      const others = Object.fromEntries(
        unsigned.filter((header) => !signed.includes(header)).map((header) => [header, 'chosen']),
      );
      // Twilio's signature of a form differs from that of a text.
      const type = name === 'twilio' ? {} : { 'content-type': 'text/plain' };
      const again = withHeaders(request, { ...others, ...type });
      const before = verify(tried, request) as Verified;
      const after = verify(tried, again) as Verified;
      expect(after).toMatchObject({ kind: 'verified' });
      const options = hasUnsignedId(row) ? ({ duplicates: 'content' } as const) : {};
      const idOf = (sent: WebhookRequest, verified: Verified) =>
        identifyDelivery(row, 'source', sent, verified, options).deliveryId;
      expect(idOf(again, after)).toBe(idOf(request, before));
    },
  );

  function idHeadersOf({ deliveryId }: KnownSender): readonly string[] {
    return deliveryId.flatMap(({ place }) =>
      typeof place === 'object' && 'header' in place ? [place.header] : [],
    );
  }

  async function signatureOf({ name, vector }: Case, request: WebhookRequest) {
    return (vector.signedBy ?? samples[name]).sign(request.body, now);
  }
});
