import type { Server } from 'node:http';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import ses from 'aws-ses-v2-local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDelivery } from '../../test/factories/delivery.ts';
import { startHttpReceiver } from '../../test/factories/http-receiver.ts';
import { createEmailDestination } from '../processing/destinations/email.ts';
import { createSendEmail } from './send-email.ts';
import { untraced } from './untraced-fixture.ts';

const settings = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
};

// Its types wrongly say that the module's default export is the module.
const startSes = ses as unknown as (config: { readonly port: number }) => Promise<Server>;

let server: Server;
let url = '';
let client: SESv2Client;

beforeAll(async () => {
  server = await startSes({ port: 0 });
  url = `http://127.0.0.1:${Object(server.address()).port}`;
  client = new SESv2Client({ ...settings, endpoint: url });
});

afterAll(() => {
  client.destroy();
  server.close();
});

interface Mail {
  readonly from: string;
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly text: string };
}

const mails = async (): Promise<Mail[]> => {
  const response = await fetch(`${url}/store`);
  return ((await response.json()) as { emails: Mail[] }).emails;
};

const config = {
  type: 'email',
  from: 'hooks@example.com',
  to: ['on-call@example.com', 'team@example.com'],
} as const;

describe('a mail', () => {
  it('reaches all of its recipients', async () => {
    await createEmailDestination(config, createSendEmail(untraced, client))(aDelivery());
    expect((await mails()).at(-1)).toMatchObject({
      from: 'hooks@example.com',
      destination: { to: ['on-call@example.com', 'team@example.com'] },
      subject: 'push from github',
      body: { text: 'push from github, received 2026-11-23T12:00:00.000Z, delivery d-1' },
    });
  });

  it('can not be given headers by a webhook', async () => {
    const type = 'push\r\nBcc: everyone@example.com';
    await createEmailDestination(config, createSendEmail(untraced, client))(aDelivery({ type }));
    expect((await mails()).at(-1)?.subject).toBe('push Bcc: everyone@example.com from github');
  });

  it('says what the configuration makes of the body', async () => {
    const message = ({ json }: { json: unknown }) => ({
      subject: `Pushed ${Object(json).ref}`,
      text: 'Look at it.',
    });
    await createEmailDestination(
      { ...config, message },
      createSendEmail(untraced, client),
    )(aDelivery());
    expect((await mails()).at(-1)).toMatchObject({
      subject: 'Pushed refs/heads/main',
      body: { text: 'Look at it.' },
    });
  });

  it.each([
    ['MessageRejected', 'PermanentError'],
    ['BadRequestException', 'PermanentError'],
    ['TooManyRequestsException', 'ServiceFailedError'],
    ['SendingPausedException', 'ServiceFailedError'],
    ['NotFoundException', 'NotFoundException'],
    ['AccessDeniedException', 'AccessDeniedException'],
  ])('that SES answers with %s is a %s', async (code, name) => {
    // Real answers of SES, which its local stand-in never gives.
    const refusing = await startHttpReceiver();
    refusing.answer = (response) =>
      response.writeHead(400, { 'x-amzn-errortype': code }).end(JSON.stringify({ message: 'no' }));
    const refused = new SESv2Client({ ...settings, endpoint: refusing.url });
    const sending = createEmailDestination(config, createSendEmail(untraced, refused))(aDelivery());
    await expect(sending).rejects.toMatchObject({ name });
    await refusing.stop();
  });

  it('is a failure that may pass while SES is away', async () => {
    const away = new SESv2Client({ ...settings, endpoint: 'http://127.0.0.1:1' });
    const sending = createEmailDestination(config, createSendEmail(untraced, away))(aDelivery());
    await expect(sending).rejects.toMatchObject({
      name: 'ServiceFailedError',
      message: 'SES was silent: ECONNREFUSED',
    });
  });
});
