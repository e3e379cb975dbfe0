import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAccessRecord } from '../local/aws/iam/access-record.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import type { Template } from '../local/boot/template/read-template.ts';
import { eventually } from './factories/eventually.ts';
import { sendWebhook } from './factories/send-webhook.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

// Of its own: what is denied here is meant to be, and fails no other test.
const accessRecord = mkdtempSync(join(tmpdir(), 'spillway-access-'));
const lines: string[] = [];
const logged: string[] = [];
let stack: EmbeddedStack;

beforeAll(async () => {
  stack = await startFixtureStack({
    accessRecord,
    alterTemplate(template) {
      takeAway(template, 'IngestionRole', 'sqs:SendMessage');
      takeAway(template, 'ProcessingRole', 's3:ListBucket');
    },
    log: (line) => lines.push(line),
    observer: { log: ({ message }) => logged.push(message), record: () => undefined },
  });
});

afterAll(async () => {
  await stack?.stop();
  rmSync(accessRecord, { recursive: true });
});

function takeAway(template: Template, role: string, action: string): void {
  for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
    if (Type !== 'AWS::IAM::Policy' || !id.startsWith(role)) continue;
    const { Statement } = Properties.PolicyDocument as { Statement: { Action: unknown }[] };
    for (const statement of Statement) {
      statement.Action = [statement.Action].flat().filter((each) => each !== action);
    }
    Object(Properties.PolicyDocument).Statement = Statement.filter(
      ({ Action }) => [Action].flat().length > 0,
    );
  }
}

const missing =
  /^User: arn:aws:sts::000000000000:assumed-role\/Spillway-dev-IngestionRole\w+\/spillway-dev-ingestion is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:spillway-dev-intake because no identity-based policy allows the sqs:SendMessage action$/;

describe('a permission that the template does not grant', () => {
  it('fails the function, which tells the sender to come again', async () => {
    const { secret = '' } = stack.sources.github ?? {};
    const answer = await sendWebhook(stack.endpoint, { secret, deliveryId: 'denied' });
    expect(answer.status).toBe(503);
    expect(logged.join('\n')).toMatch(/is not authorized to perform: sqs:sendmessage on resource/);
  });

  it('is named with action, resource and role: by the stack, on the console and in the record', async () => {
    await eventually('it is told by the queues’ thread', () => stack.denials.length > 0);
    expect(stack.denials).toEqual([expect.stringMatching(missing)]);
    expect(lines.filter((line) => line.startsWith('DENIED'))).toEqual([
      expect.stringMatching(/^DENIED to IngestionRole\w+: User: .* sqs:SendMessage on resource: /),
    ]);
    const denied = readAccessRecord(accessRecord).filter(({ kind }) => kind === 'denied');
    expect(denied).toMatchObject([
      { action: 'sqs:SendMessage', message: expect.stringMatching(missing) },
    ]);
  });

  it('hides whether an object is there: 403 in place of 404', async () => {
    const { credentials } = stack.functions.get('spillway-dev-processing')?.settings ?? {};
    const settings = {
      endpoint: stack.env.AWS_ENDPOINT_URL_S3 ?? '',
      region: 'us-east-1',
    };
    const none = new GetObjectCommand({
      Bucket: 'spillway-dev-000000000000-us-east-1',
      Key: 'bodies/none',
    });
    const byProcessing = new S3Client({
      ...settings,
      credentials: {
        accessKeyId: credentials?.AWS_ACCESS_KEY_ID ?? '',
        secretAccessKey: credentials?.AWS_SECRET_ACCESS_KEY ?? '',
        sessionToken: credentials?.AWS_SESSION_TOKEN ?? '',
      },
    });
    await expect(byProcessing.send(none)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(/ProcessingRole\w+\/.* s3:ListBucket on resource/),
    });
    const byAdministrator = new S3Client({
      ...settings,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    await expect(byAdministrator.send(none)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});
