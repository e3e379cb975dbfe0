import { describe, expect, it } from 'vitest';
import example from '../examples/all-senders.config.ts';
import { senders } from '../service/webhook/senders.ts';
import { validateConfiguration } from './configuration.ts';

const { acme } = example.sources;
const [scheme] = acme.custom.schemes;

function errorsOf(source: object): string {
  const { destinations, routes } = example;
  try {
    validateConfiguration({ sources: { shop: source }, destinations, routes }, 'a.config.ts');
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
}

function custom(change: object, schemeChange: object = {}) {
  const schemes = [{ ...scheme, ...schemeChange }];
  return { sender: 'custom', custom: { ...acme.custom, schemes, ...change } };
}

it('takes the example that declares a source for each sender, and hands it on unchanged', () => {
  expect(validateConfiguration(example, 'all-senders.config.ts')).toEqual(example);
});

describe('a source', () => {
  it.each([['square'], ['hubspot'], ['twilio']])(
    'of %s, which signs its URL, must say which URL that is',
    (sender) => {
      expect(errorsOf({ sender })).toContain('sources.shop.publicUrl: is needed');
      expect(errorsOf({ sender, publicUrl: 'https://hooks.example.com/a?b=c' })).toBe('none');
    },
  );

  it.each([
    ['hooks.example.com'],
    ['ftp://hooks.example.com'],
    ['https://hooks.example.com/#a'],
    ['https://'],
  ])('is refused the public URL %s', (publicUrl) => {
    expect(errorsOf({ sender: 'square', publicUrl })).toContain('sources.shop.publicUrl');
  });

  it.each(['github', 'shopify', 'bitbucket', 'zendesk', 'linear', 'stripe', 'gitlab'] as const)(
    'of %s may know webhooks by their content only where their id is not signed',
    (sender) => {
      const isSigned = ['linear', 'stripe', 'gitlab'].includes(sender);
      expect(errorsOf({ sender, duplicates: 'id' })).toBe('none');
      expect(errorsOf({ sender, duplicates: 'content' })).toMatch(
        isSigned ? /sources\.shop\.duplicates: may be 'content' only where/ : /^none$/,
      );
      expect(errorsOf({ sender, duplicates: 'body' })).toContain("must be 'id' or 'content'");
    },
  );

  it('describes a sender of its own, or names a known one, but not both', () => {
    expect(errorsOf({ sender: 'custom' })).toContain(
      'sources.shop.custom: must describe the sender',
    );
    expect(errorsOf({ ...acme, sender: 'github' })).toContain('sources.shop.custom: is only for');
  });
});

describe('a sender of its own', () => {
  it('may have what a known one has', () => {
    const own = custom({
      methods: ['POST', 'PUT'],
      deliveryId: [{ all: [{ json: ['a'] }, { json: ['b'] }] }, { header: 'acme-id' }, 'body-hash'],
      acceptedStatusBy: { json: ['type'], statuses: { ping: 204 } },
      retries: { isAutomatic: true, spanSeconds: 60, isSignedAnew: true, finalStatuses: ['4xx'] },
    });
    expect(errorsOf({ ...own, duplicates: 'content' })).toBe('none');
  });

  it.each<[string, object, string]>([
    [
      'whose body is not signed',
      custom({}, { signs: ['timestamp'] }),
      'schemes[0].signs: must include the body',
    ],
    [
      'whose timestamp is not signed',
      custom({}, { signs: ['body'] }),
      'schemes[0].timestamp: must be among',
    ],
    [
      'whose signed timestamp stands nowhere',
      custom({}, { timestamp: undefined }),
      'schemes[0].timestamp: must say where',
    ],
    [
      'whose signed id stands nowhere',
      custom({}, { signs: ['id', 'timestamp', 'body'] }),
      'schemes[0].idHeader: must name',
    ],
    ['with a token in hex', custom({}, { method: 'token' }), "schemes[0].encoding: must be 'text'"],
    ['with a digest that we do not know', custom({}, { method: 'hmac-md5' }), 'schemes[0].method'],
    [
      'with a tolerance of a week',
      custom({}, { timestamp: { ...scheme.timestamp, toleranceSeconds: 604_800 } }),
      'toleranceSeconds: must be at most one day',
    ],
    [
      'with a window of an hour and an id that is not signed',
      custom(
        { deliveryId: [{ header: 'acme-id' }] },
        { timestamp: { ...scheme.timestamp, toleranceSeconds: 3_600 } },
      ),
      'sources.shop.custom: takes a signed request for more than 300 s: every id must be signed',
    ],
    ['with a header in upper case', custom({}, { header: 'Acme-Signature' }), 'schemes[0].header'],
    ['with a field that we do not know', custom({}, { tolerance: 5 }), 'tolerance'],
    ['with no scheme at all', custom({ schemes: [] }), 'custom.schemes: must have at least one'],
    ['with no place for its id', custom({ deliveryId: [] }), 'custom.deliveryId'],
    [
      'with the same id for all webhooks',
      custom({ deliveryId: ['body-hash', { fixed: 'x' }] }),
      'custom.deliveryId[1]',
    ],
    [
      'whose signature would travel on',
      custom({ allowedHeaders: ['acme-id', 'acme-signature'] }),
      'custom.allowedHeaders[1]: must not hold acme-signature',
    ],
    ['with a method that no body comes by', custom({ methods: ['GET'] }), 'custom.methods'],
    [
      'with an id of one value',
      custom({ deliveryId: [{ all: [{ json: ['id'] }] }] }),
      'custom.deliveryId',
    ],
    ['with a handshake', custom({ handshakes: [] }), 'handshakes'],
    [
      'that signs its URL without saying which',
      custom({}, { signs: [...scheme.signs, 'url'] }),
      'sources.shop.publicUrl: is needed',
    ],
  ])('%s is refused, and told which field to mend', (_, source, error) => {
    expect(errorsOf(source)).toContain(error);
  });
});

describe('the URL that a sender of its own signs', () => {
  const publicUrl = 'https://hooks.example.com/webhooks/shop';
  const url = { signs: ['url'], timestamp: undefined, bodyHashParameter: 'bodySHA256' };
  const form = { signs: ['url', 'sorted-form'], timestamp: undefined, onlyFor: 'form' };
  const own = (...changes: readonly object[]) => ({
    ...custom({ schemes: changes.map((change) => ({ ...scheme, ...change })) }),
    publicUrl,
  });

  it("may hold the body's hash, or stand before a form", () => {
    expect(errorsOf(own(url))).toBe('none');
    expect(errorsOf(own(form))).toBe('none');
    expect(errorsOf(own({ ...url, hasPortVariants: true, urlDecodes: ':@' }))).toBe('none');
    expect(errorsOf(own(url, { ...form, excludedParameter: 'bodySHA256' }))).toBe('none');
  });

  it.each<[string, readonly object[], string]>([
    [
      "with the body's hash in it that is not signed",
      [{ ...url, signs: [] }],
      "schemes[0].bodyHashParameter: proves nothing of the body unless the URL is signed ('url' in signs)",
    ],
    [
      "with the body's hash in it that is not signed, though something else is",
      [{ ...url, signs: ['method'] }],
      'schemes[0].bodyHashParameter: proves nothing',
    ],
    [
      'before a form, for bodies that are none',
      [{ ...form, onlyFor: undefined }],
      "schemes[0].onlyFor: must be 'form' where 'sorted-form' is signed",
    ],
    [
      'before a form, for whatever is no form',
      [{ ...form, onlyFor: 'not-form' }],
      "schemes[0].onlyFor: must be 'form'",
    ],
    [
      "before a form that could be another scheme's hash",
      [url, form],
      "schemes[1].excludedParameter: must be the other scheme's bodyHashParameter",
    ],
    [
      'that its own hash excludes',
      [{ ...url, excludedParameter: 'bodySHA256' }],
      'schemes[0].excludedParameter: must not be the bodyHashParameter',
    ],
    [
      'without a body, for a GET, which no custom sender may send',
      [{ signs: ['url'], timestamp: undefined, onlyFor: 'bodiless-get' }],
      'schemes[0].onlyFor',
    ],
    ['with characters that are no ASCII', [{ ...url, urlDecodes: 'é' }], 'schemes[0].urlDecodes'],
    ...(['excludedParameter', 'urlDecodes', 'hasPortVariants'] as const).map(
      (field): [string, readonly object[], string] => [
        `by ${field}, where it is not signed`,
        [{ [field]: field === 'hasPortVariants' ? true : 'a' }],
        `schemes[0].${field}: is for a scheme that signs the URL`,
      ],
    ),
  ])('%s is refused', (_, changes, error) => {
    expect(errorsOf(own(...changes))).toContain(error);
  });
});

describe('the proof of a sender of its own', () => {
  const key = { encoding: 'hex', bytes: [32, 32] };

  it.each<[string, object, string]>([
    [
      'by Ed25519 with a text as its key',
      { method: 'ed25519', key: { encoding: 'text' } },
      'schemes[0].key: must be of 32 bytes',
    ],
    [
      'by Ed25519 with a key of any length',
      { method: 'ed25519', key: { encoding: 'hex' } },
      'schemes[0].key: must be of 32 bytes',
    ],
    ['by Ed25519 with its key', { method: 'ed25519', key }, 'none'],
    [
      'with a timestamp beside the signature and nothing between them',
      { separator: undefined },
      'schemes[0].separator: must stand between the timestamp and the signature',
    ],
  ])('%s is told what to mend, if anything', (_, change, error) => {
    expect(errorsOf(custom({}, change))).toContain(error);
  });
});

describe('a header that travels to the destinations', () => {
  it.each([
    'host',
    'content-length',
    'transfer-encoding',
    'connection',
    'keep-alive',
    'te',
    'trailer',
    'upgrade',
    'expect',
    'proxy-authorization',
    'proxy-connection',
    'authorization',
    'cookie',
    'set-cookie',
    'forwarded',
    'via',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-real-ip',
    'x-amz-security-token',
    'x-amzn-trace-id',
    'x-http-method-override',
    'spillway-client-id',
    'x-hub-signature-256',
    'webhook-signature',
    'x-gitlab-token',
    'x-docusign-signature-7',
    'x-hook-secret',
  ])('is never %s', (header) => {
    const error = `sources.shop.custom.allowedHeaders[0]: must not hold ${header}`;
    expect(errorsOf(custom({ allowedHeaders: [header] }))).toContain(error);
  });

  it('is never one of the numbered signatures', () => {
    const numbered = { header: 'acme-', isNumbered: true };
    expect(errorsOf(custom({ allowedHeaders: ['acme-12'] }, numbered))).toContain('acme-12');
    expect(errorsOf(custom({ allowedHeaders: ['acme-id'] }, numbered))).toBe('none');
  });

  it('may be any of those that the known senders let travel', () => {
    for (const { allowedHeaders } of Object.values(senders)) {
      expect(errorsOf(custom({ allowedHeaders }))).toBe('none');
    }
    expect(errorsOf(custom({ allowedHeaders: ['constructor', 'tostring', '__proto__'] }))).toBe(
      'none',
    );
  });
});
