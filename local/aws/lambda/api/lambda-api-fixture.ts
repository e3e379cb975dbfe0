import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFauxqs } from '../../fauxqs/start-fauxqs.ts';
import { allow, createTestAccess, workerWith, world } from '../../iam/access-fixture.ts';
import { createSqsCaller } from '../../sqs/call-sqs.ts';
import { DeployedFunctions } from '../deployed-functions.ts';
import { DeployedMappings } from '../event-source-mapping/deployed-mappings.ts';
import { readMappings } from '../event-source-mapping/read-mappings.ts';
import { createRecorder, testMachine } from '../function-fixture.ts';
import { readFunctions } from '../read-functions.ts';
import { startLambdaApi } from './start-lambda-api.ts';

export const arn = `arn:aws:lambda:${world.region}:${world.accountId}:function:worker`;
export const queueArn = `arn:aws:sqs:${world.region}:${world.accountId}:intake`;

export interface LambdaApiFixture {
  readonly endpoint: string;
  /** Deploys the function `worker` with the alias `live`, and what it answers. */
  deploy(answer: string, reserved?: number): Promise<void>;
  /** @returns status, headers and body of the answer */
  call(method: string, path: string, body?: unknown): Promise<Called>;
  send(message: string): Promise<unknown>;
  /** How often an event source mapping has handed something to the function. */
  handedOver(): number;
  /** Whether the function is running. */
  isRunning(): boolean;
  stop(): Promise<void>;
}

interface Called {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
  readonly body: any;
}

/** Lambda's API over a function and a mapping from the queue `intake` to it, with nothing else around. */
export async function startLambdaApiFixture(functionName = 'worker'): Promise<LambdaApiFixture> {
  const started = new AsyncDisposableStack();
  const root = mkdtempSync(join(tmpdir(), 'spillway-lambda-api-'));
  started.defer(() => rmSync(root, { recursive: true }));
  const queues = await startFauxqs({ port: 0, region: world.region }, createRecorder().observer);
  started.defer(queues.stop);
  const { call: callSqs, close } = createSqsCaller(queues.endpoint);
  started.defer(close);
  await callSqs('CreateQueue', { QueueName: 'intake' });
  const { observer, events } = createRecorder();
  const functions = new DeployedFunctions(testMachine);
  started.defer(() => functions.stop());
  const mappings = new DeployedMappings();
  started.defer(() => mappings.stop());
  const api = await startLambdaApi({ functions, mappings });
  started.defer(() => api.stop());
  return {
    endpoint: api.endpoint,
    async deploy(answer, reserved) {
      const codeFolder = join(root, answer);
      mkdirSync(codeFolder, { recursive: true });
      writeFileSync(join(codeFolder, 'index.mjs'), sourceOf(answer));
      const access = createTestAccess(resourcesOf(functionName, answer, reserved));
      const parts = { ...access, observer, machine: testMachine, queueEndpoint: queues.endpoint };
      void functions.deploy(
        readFunctions({
          ...parts,
          assetFolders: new Map([[keyOf(answer), codeFolder]]),
          adaptEnvironment: (environment) => environment,
        }),
      );
      mappings.deploy(readMappings(parts), { ...parts, functions: functions.byName });
    },
    async call(method, path, body) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await fetch(`${api.endpoint}${path}`, {
        method,
        ...(body === undefined ? {} : { body: text }),
      });
      const answered = await answer.text();
      const { status, headers } = answer;
      return { status, headers, body: answered === '' ? undefined : JSON.parse(answered) };
    },
    send: (MessageBody) =>
      callSqs('SendMessage', {
        QueueUrl: `${queues.endpoint}/${world.accountId}/intake`,
        MessageBody,
      }),
    handedOver: () => events.filter(({ kind }) => kind === 'mapping-batch').length,
    isRunning() {
      const last = events.findLast((event) => event.kind === 'lambda-concurrency');
      return last?.kind === 'lambda-concurrency' && last.concurrent > 0;
    },
    stop: () => started.disposeAsync(),
  };
}

/** What is called `slow` takes its time. */
function sourceOf(answer: string): string {
  const takesMs = answer === 'slow' ? 300 : 0;
  return `export const handler = () => new Promise((done) => setTimeout(done, ${takesMs}, '${answer}'));`;
}

/** The asset's key is the hash of the code. */
function keyOf(answer: string): string {
  return `${Buffer.from(answer).toString('hex')}.zip`;
}

function resourcesOf(functionName: string, answer: string, reserved: number | undefined) {
  const alias = `arn:aws:lambda:${world.region}:${world.accountId}:function:${functionName}:live`;
  const polling = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];
  const { Worker, ...role } = workerWith([
    allow(
      polling.map((action) => `sqs:${action}`),
      queueArn,
    ),
  ]);
  return {
    ...role,
    Worker: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        ...{ ...Worker?.Properties, FunctionName: functionName },
        ...{ Handler: 'index.handler', Runtime: 'nodejs24.x', Code: { S3Key: keyOf(answer) } },
        ...(reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved }),
      },
    },
    Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: functionName, Name: 'live' } },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        ...{ Action: 'lambda:InvokeFunction', FunctionName: alias },
        ...{ Principal: 'apigateway.amazonaws.com', SourceArn: 'arn:aws:execute-api:*' },
      },
    },
    Intake: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'intake' } },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        ...{ EventSourceArn: queueArn, FunctionName: alias },
        ...{ BatchSize: 3, FunctionResponseTypes: ['ReportBatchItemFailures'] },
        ScalingConfig: { MaximumConcurrency: 5 },
      },
    },
  };
}
