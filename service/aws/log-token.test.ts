import { ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { expect, it } from 'vitest';
import { createReadLogToken } from './log-token.ts';

const reading = (send: () => unknown) =>
  createReadLogToken(
    { send: async () => send() } as never,
    'spillway/dev/delivery-logs/',
  )('github');
const valued = (SecretString: string | undefined) => reading(() => ({ SecretString }));

it('reads the current token, or a plain one', async () => {
  expect(await valued('{"current":"ghp_1"}')).toBe('ghp_1');
  expect(await valued('ghp_2')).toBe('ghp_2');
  expect(await valued('-----BEGIN RSA PRIVATE KEY-----\nx\n')).toContain('BEGIN');
});

it.each([undefined, '', ' {} ', '{ }'])('takes %j for none', async (text) => {
  expect(await valued(text)).toBeUndefined();
});

it('takes a secret without a value for none, and every other failure for one', async () => {
  const failing = (error: Error) =>
    reading(() => {
      throw error;
    });
  const missing = new ResourceNotFoundException({ message: 'no value', $metadata: {} });
  expect(await failing(missing)).toBeUndefined();
  await expect(failing(new Error('throttled'))).rejects.toThrow(
    'The secret spillway/dev/delivery-logs/github could not be read',
  );
});
