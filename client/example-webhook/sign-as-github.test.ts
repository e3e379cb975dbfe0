import { verify } from '@octokit/webhooks-methods';
import { expect, it } from 'vitest';
import { signAsGitHub } from './sign-as-github.ts';

const payload = { type: 'push', body: Buffer.from('{"text":"Hello, World!"}') };

it("signs so that GitHub's own library accepts the body, and no other", async () => {
  const { 'x-hub-signature-256': signature } = signAsGitHub(payload, 'a secret', 'an-id');

  expect(await verify('a secret', payload.body.toString(), String(signature))).toBe(true);
  expect(await verify('a secret', `${payload.body} `, String(signature))).toBe(false);
});

it('signs the example of the documentation of GitHub', () => {
  const documented = { type: 'push', body: Buffer.from('Hello, World!') };

  // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
  expect(signAsGitHub(documented, "It's a Secret to Everybody", 'an-id')).toMatchObject({
    'x-hub-signature-256':
      'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    'x-github-event': 'push',
    'x-github-delivery': 'an-id',
  });
});
