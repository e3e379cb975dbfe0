import { describe, expect, it } from 'vitest';
import example from '../examples/all-senders.config.ts';
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
      'whose signature would travel on',
      custom({ allowedHeaders: ['acme-signature'] }),
      'custom.allowedHeaders: must not hold',
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
