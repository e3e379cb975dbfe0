import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../webhook/vectors/property-runs.ts';
import { signWithSdk } from './sdk-signature-fixture.ts';
import { createSigner } from './signature-v4.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const token = fc.stringMatching(/^[A-Za-z0-9+/=]{1,60}$/);
const segment = fc.stringMatching(/^[A-Za-z0-9 _~!'()*@:%+-]{1,12}$/);

const requests = fc.record({
  region: fc.constantFrom('us-east-1', 'eu-central-1', 'cn-north-1'),
  service: fc.constantFrom('sqs', 'secretsmanager'),
  accessKeyId: token,
  secretAccessKey: token,
  sessionToken: fc.option(token, { nil: undefined }),
  seconds: fc.integer({ min: 0, max: 4_000_000_000 }),
  path: fc.array(segment, { maxLength: 3 }).map((segments) => `/${segments.join('/')}`),
  headers: fc.dictionary(
    fc.constantFrom(
      'content-type',
      'x-amz-target',
      'x-amzn-query-mode',
      'amz-sdk-request',
      'a',
      'z-9',
    ),
    fc.stringMatching(/^[\x21-\x7e][\x20-\x7e\t]{0,40}$/),
  ),
  body: text,
});

describe('signing with AWS Signature Version 4', () => {
  it('agrees with the signer of the SDK on random requests', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (given) => {
        const { region, service, seconds, path, body } = given;
        const headers = { host: `${service}.${region}.amazonaws.com`, ...given.headers };
        const request = { method: 'POST', path, headers, body };
        const at = new Date(seconds * 1000);

        const ours = createSigner({ region, service })(request, given, at);

        const theirs = await signWithSdk(request, given, { region, service, at });
        expect(ours.authorization).toBe(theirs.authorization);
        expect(ours['x-amz-security-token']).toBe(theirs['x-amz-security-token']);
      }),
      runs(500),
    );
  });
});
