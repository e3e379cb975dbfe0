import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SNSClient } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { readSubscriptions } from './read-subscriptions.ts';

const member = (protocol: string, endpoint: string, arn: string) =>
  `<member><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint><SubscriptionArn>${arn}</SubscriptionArn></member>`;

/** As SNS answers it: https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
const answer = `<ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
<ListSubscriptionsByTopicResult><Subscriptions>
${member('email', 'on-call@example.com', 'PendingConfirmation')}
${member('https', 'https://api.opsgenie.com/v1/json/cloudwatch?apiKey=secret', 'arn:aws:sns:eu-west-1:1:pages:1')}
${member('email', 'gone@example.com', 'Deleted')}
</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;

it('tells who has not confirmed, leaves out who unsubscribed, and shows no key of a URL', async () => {
  const server = createServer((_, response) => response.end(answer)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const sns = new SNSClient({
    ...{ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1' },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const found = await readSubscriptions(sns, 'arn:aws:sns:eu-west-1:1:pages');
  sns.destroy();
  server.close();
  expect(found).toEqual([
    { protocol: 'email', endpoint: 'on-call@example.com', isConfirmed: false },
    { protocol: 'https', endpoint: 'https://api.opsgenie.com/…', isConfirmed: true },
  ]);
});
