import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterEach, expect, it, vi } from 'vitest';
import { createSendEmail } from '../../../service/aws/send-email.ts';
import { untraced } from '../../../service/aws/untraced-fixture.ts';
import { createEmailDestination } from '../../../service/processing/destinations/email.ts';
import { aDelivery } from '../../../test/factories/delivery.ts';
import { startHttpReceiver } from '../../../test/factories/http-receiver.ts';
import { startSes } from './start-ses.ts';
import type { TakenMail } from './thread-messages.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  vi.unstubAllEnvs();
});

/** As in a function's environment: the SDK finds SES by the variable. */
async function start() {
  const mails: TakenMail[] = [];
  const ses = await startSes((mail) => mails.push(mail));
  stops.push(() => ses.stop());
  vi.stubEnv('AWS_ENDPOINT_URL_SESV2', ses.endpoint);
  const client = new SESv2Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  stops.push(async () => client.destroy());
  const config = { type: 'email', from: 'hooks@example.com', to: ['a@example.com'] } as const;
  const send = createEmailDestination(config, createSendEmail(untraced, client));
  return { ses, mails, send };
}

const told = { from: 'hooks@example.com', to: ['a@example.com'], subject: 'push from github' };

it('tells of each mail once, and keeps it', async () => {
  const { ses, mails, send } = await start();
  await send(aDelivery());
  await send(aDelivery({ type: 'ping' }));
  await vi.waitFor(() => expect(mails).toHaveLength(2), { timeout: 10_000 });
  const text = expect.stringContaining('push');
  expect(mails).toEqual([
    { ...told, text, bytes: 65 },
    { ...told, subject: 'ping from github', text: expect.stringContaining('ping'), bytes: 65 },
  ]);
  const store = await (await fetch(`${ses.endpoint}/store`)).json();
  expect(store).toMatchObject({ emails: [{ subject: 'push from github' }, {}] });
});

it('hands no mail to a real server, though the shell names one', async () => {
  const smtp = await startHttpReceiver();
  stops.push(() => smtp.stop());
  const { port } = new URL(smtp.url);
  vi.stubEnv('SMTP_TRANSPORT', JSON.stringify({ host: '127.0.0.1', port: Number(port) }));
  const { mails, send } = await start();
  for (let count = 1; count <= 3; count++) {
    await send(aDelivery());
    await vi.waitFor(() => expect(mails).toHaveLength(count), { timeout: 10_000 });
  }
  expect(smtp.connections).toBe(0);
});

it('keeps the mails of two stacks apart', async () => {
  const first = await start();
  const second = await start();
  await second.send(aDelivery());
  await vi.waitFor(() => expect(second.mails).toHaveLength(1), { timeout: 10_000 });
  const store = await (await fetch(`${first.ses.endpoint}/store`)).json();
  expect(store).toMatchObject({ emails: [] });
});
