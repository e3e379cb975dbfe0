import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Answers SendMessage and GetSecretValue with the least work that satisfies the SDK, so that only the handler and
 * its client are measured. It runs in the bench's own process, outside the measured one.
 */
export async function startAwsStub(secretString: string) {
  const answers: Readonly<Record<string, (body: Buffer) => object>> = {
    'AmazonSQS.SendMessage': (body) => ({
      MessageId: '00000000-0000-0000-0000-000000000000',
      MD5OfMessageBody: md5(JSON.parse(body.toString('utf8')).MessageBody),
    }),
    'secretsmanager.GetSecretValue': () => ({ Name: 'bench', SecretString: secretString }),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = answers[String(request.headers['x-amz-target'])];
    response.writeHead(answer ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answer?.(Buffer.concat(chunks)) ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
