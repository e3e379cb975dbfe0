import { describe, expect, it } from 'vitest';
import { allow, createTestAccess, workerWith } from './access-fixture.ts';
import { administrator, credentialHeaders } from './administrator.ts';
import { createGuard } from './guard.ts';

const queue = 'arn:aws:sqs:eu-west-1:000000000000:intake';
const send = { action: 'sqs:SendMessage', resource: queue };

function createTestGuard() {
  const { iam, events, tell } = createTestAccess(workerWith([allow('sqs:Send*', queue)]));
  const guard = createGuard();
  guard.enforce(iam.access, tell);
  const credentials = iam.credentialsOf('worker');
  return { guard, events, credentials, headers: credentialHeaders(credentials) };
}

describe('a guard', () => {
  it('lets in whoever has the key of a role that may do all that is needed', () => {
    const { guard, headers } = createTestGuard();
    expect(guard.check({ headers }, () => [send])).toBeUndefined();
    const both = [send, { ...send, action: 'sqs:DeleteMessage' }];
    expect(guard.check({ headers }, () => both)).toMatchObject({
      kind: 'denied',
      action: 'sqs:DeleteMessage',
    });
  });

  it('lets the administrator do anything', () => {
    const { guard } = createTestGuard();
    const headers = credentialHeaders(administrator);
    expect(guard.check({ headers }, () => [{ action: 'a:b', resource: '*' }])).toBeUndefined();
  });

  it.each<[string, (key: string) => Readonly<Record<string, string>>, string]>([
    ['nobody who does not say who it is', () => ({}), 'unsigned'],
    [
      'no key that it does not know',
      () => credentialHeaders({ accessKeyId: 'AKIDEXAMPLE' }),
      'unknown-key',
    ],
    [
      'no key called as a property that every object has',
      () => credentialHeaders({ accessKeyId: 'constructor' }),
      'unknown-key',
    ],
    [
      'no key of a role without its token',
      (accessKeyId) => credentialHeaders({ accessKeyId }),
      'unknown-key',
    ],
    [
      'no key of a role with another token',
      (accessKeyId) => credentialHeaders({ accessKeyId, sessionToken: 'another' }),
      'unknown-key',
    ],
  ])('lets in %s', (_what, headersFor, kind) => {
    const { guard, credentials } = createTestGuard();
    const headers = headersFor(credentials.accessKeyId);
    expect(guard.check({ headers }, () => [])).toEqual({ kind });
  });

  it('finds the key in a signed URL', () => {
    const { guard, credentials } = createTestGuard();
    const url = `/bucket/key?X-Amz-Credential=${credentials.accessKeyId}%2F20260101%2Fs3`;
    expect(guard.check({ headers: {}, url }, () => [send])).toBeUndefined();
    expect(
      guard.check({ headers: {}, url }, () => [{ ...send, action: 's3:GetObject' }]),
    ).toMatchObject({
      kind: 'denied',
    });
  });

  it('tells of each grant that is used, as the policy writes it, and of each denial, once', () => {
    const { guard, events, headers } = createTestGuard();
    const refused = { action: 'sqs:DeleteMessage', resource: queue };
    for (let call = 0; call < 3; call++) guard.check({ headers }, () => [send, refused]);
    const told = { role: 'WorkerRole', resource: queue };
    expect(events.slice(1)).toEqual([
      { kind: 'used', ...told, action: 'sqs:Send*' },
      { kind: 'denied', ...told, action: 'sqs:DeleteMessage', message: expect.any(String) },
    ]);
  });

  it('asks nobody before it has policies to go by', () => {
    expect(createGuard().check({ headers: {} }, () => [send])).toBeUndefined();
  });
});
