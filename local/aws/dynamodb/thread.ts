import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { followFaults } from '../../faults/follow-in-thread.ts';
import { tableTrouble } from '../../faults/table-faults.ts';
import { closeServer, listen, readBody } from '../http/listen.ts';
import { refuseSignatureAge } from '../http/signature-age.ts';
import { guardThread } from '../iam/follow-access.ts';
import { dynamodbNeeds } from '../iam/needs/dynamodb.ts';
import { coralError } from '../iam/refuse-access.ts';
import { answerRequest } from './answer-request.ts';
import { db } from './dynalite-parts.ts';
import type { TableThreadMessage } from './start-table-service.ts';

const bodyLimitBytes = 16_777_216;

/** DynamoDB's API over dynalite, in memory, in a thread of its own so that it does not hold up the others. */
async function run(port: number, parent: NonNullable<typeof parentPort>): Promise<void> {
  const store = db.create({ createTableMs: 0 });
  const faults = followFaults(parent);
  const guard = guardThread(parent);
  const server = createServer({ keepAliveTimeout: 65_000 }, async (request, response) => {
    const body = await readBody(request, bodyLimitBytes);
    const trouble = tableTrouble(faults()) ?? refuseSignatureAge(request, Date.now());
    if (trouble === 'hang') return;
    if (trouble !== undefined) {
      response.writeHead(trouble.status, trouble.headers).end(trouble.body);
      return;
    }
    const target = String(request.headers['x-amz-target']);
    const refuse = (action: string, input: unknown) => {
      const refused = guard.check(request, (place) => dynamodbNeeds(action, input, place));
      return refused && { status: 400, body: coralError(refused) };
    };
    const answer = await answerRequest(store, target, body?.toString('utf8') ?? '', refuse);
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answer.body));
  });
  const send = (message: TableThreadMessage) => parent.postMessage(message);
  parent.on('message', async (message: { readonly type: string }) => {
    if (message.type !== 'stop') return;
    await closeServer(server);
    parent.close();
  });
  try {
    send({ type: 'listening', port: await listen(server, port) });
  } catch (error) {
    send({ type: 'failed', code: String(Object(error).code), message: String(error) });
    parent.close();
  }
}

if (parentPort !== null) void run(workerData.port, parentPort);
