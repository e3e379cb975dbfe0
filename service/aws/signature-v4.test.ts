import { describe, expect, it } from 'vitest';
import { createSigner, type SignableRequest } from './signature-v4.ts';

// AWS's own test suite for Signature Version 4:
// https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite/v4
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const sessionToken =
  'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==';
const at = new Date('2015-08-30T12:36:00Z');
const sign = createSigner({ region: 'us-east-1', service: 'service' });

const vanilla: SignableRequest = {
  method: 'POST',
  path: '/',
  headers: { host: 'example.amazonaws.com' },
  body: '',
};

const vectors = [
  {
    name: 'get-vanilla',
    request: { ...vanilla, method: 'GET' },
    signedHeaders: 'host;x-amz-date',
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    name: 'post-vanilla',
    request: vanilla,
    signedHeaders: 'host;x-amz-date',
    signature: '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  },
  {
    name: 'post-x-www-form-urlencoded',
    request: {
      ...vanilla,
      headers: { ...vanilla.headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Param1=value1',
    },
    signedHeaders: 'content-type;host;x-amz-date',
    signature: 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  },
  {
    name: 'get-header-value-trim',
    request: {
      ...vanilla,
      method: 'GET',
      headers: { ...vanilla.headers, 'my-header1': ' value1', 'my-header2': ' "a   b   c"' },
    },
    signedHeaders: 'host;my-header1;my-header2;x-amz-date',
    signature: 'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
  },
  {
    name: 'get-utf8',
    request: { ...vanilla, method: 'GET', path: '/ሴ' },
    signedHeaders: 'host;x-amz-date',
    signature: '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85',
  },
] as const;

describe('signing with AWS Signature Version 4', () => {
  it.each(vectors)('gives the known answer of $name', ({ request, signedHeaders, signature }) => {
    expect(sign(request, credentials, at)).toMatchObject({
      'x-amz-date': '20150830T123600Z',
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    });
  });

  it('signs the session token of temporary credentials (post-sts-header-before)', () => {
    const headers = sign(vanilla, { ...credentials, sessionToken }, at);

    expect(headers['x-amz-security-token']).toBe(sessionToken);
    expect(headers.authorization).toContain(
      'SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead',
    );
  });

  it.each([
    { what: 'a new day', secretAccessKey: 'secret', at: new Date('2015-08-31T00:00:00Z') },
    { what: 'new credentials', secretAccessKey: 'another', at },
  ])('makes a new key for $what', ({ secretAccessKey, at: later }) => {
    const used = createSigner({ region: 'us-east-1', service: 'sqs' });
    const fresh = createSigner({ region: 'us-east-1', service: 'sqs' });
    used(vanilla, { ...credentials, secretAccessKey: 'secret' }, at);

    const given = { ...credentials, secretAccessKey };
    expect(used(vanilla, given, later)).toEqual(fresh(vanilla, given, later));
  });

  it('leaves the request as it was', () => {
    const headers = Object.freeze({ host: 'example.amazonaws.com' });

    sign({ ...vanilla, headers }, { ...credentials, sessionToken }, at);

    expect(headers).toEqual({ host: 'example.amazonaws.com' });
  });
});
