import { curlLine } from '../../client/example-webhook/curl-line.ts';
import { senderOf } from '../../service/webhook/sender-of.ts';
import { eventCurlLines } from '../aws/cognito/events-access.ts';
import type { EmbeddedStack } from '../boot/embedded-stack.ts';
import { describeForwards } from '../sink/forwarding/describe-forwards.ts';

type Print = (line: string) => void;

/** Where everything is, and how to send something. */
export function introduce(stack: EmbeddedStack, print: Print, consoleUrl?: string): void {
  if (consoleUrl !== undefined) print(`  Console       ${consoleUrl}`);
  print(`  API           ${stack.endpoint}/webhooks/{source}`);
  const { sinkUrl, env } = stack;
  print(`  Destinations  ${sinkUrl}  (what arrived: ${sinkUrl}/deliveries, ${sinkUrl}/messages)`);
  for (const line of describeForwards(stack)) print(`  ${line}`);
  print(`  SQS, SNS, S3  ${env.AWS_ENDPOINT_URL_SQS}`);
  const { AWS_ENDPOINT_URL_SESV2: ses } = env;
  if (ses !== undefined) print(`  SES           ${ses}  (a browser shows the mails there)`);
  print('\nSend a signed webhook; a shell takes these lines as they are:\n');
  for (const name of Object.keys(stack.sources)) introduceSource(stack, name, print);
  if (stack.events === undefined) return;
  print('Send an event of your own service, with a token:\n');
  for (const line of eventCurlLines(stack.endpoint, stack.events)) print(line);
  print('');
}

/** How to send it something. */
export function introduceSource(
  { endpoint, sources }: EmbeddedStack,
  name: string,
  print: Print,
): void {
  const source = sources[name];
  if (source === undefined) return;
  const url = `${endpoint}/webhooks/${name}`;
  const { sender, secret, privateKey, config } = source;
  const signing = { secret, privateKey, publicUrl: config.publicUrl, now: Date.now() };
  const line = curlLine(url, sender, senderOf(config), signing);
  print(line ?? `${url}  (${sender}: can't be signed here)`);
  print('');
}
