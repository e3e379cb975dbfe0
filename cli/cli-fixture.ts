import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { type StackDescription, writeStackFile } from '../client/stack-file.ts';
import type { AlarmResource } from '../local/aws/cloudwatch/alarms/alarm-definition.ts';
import { type Clock, createClock } from '../local/aws/cloudwatch/clock.ts';
import type { CloudWatch } from '../local/aws/cloudwatch/cloudwatch.ts';
import { createCloudWatch } from '../local/aws/cloudwatch/cloudwatch.ts';
import { createTable } from '../local/aws/dynamodb/create-tables.ts';
import { startTableService, type TableService } from '../local/aws/dynamodb/start-table-service.ts';
import { type Logs, startLogs } from '../local/aws/logs/start-logs.ts';
import { SecretStore } from '../local/aws/secrets-manager/secret-store.ts';
import { startSecretsManager } from '../local/aws/secrets-manager/start-secrets-manager.ts';
import { type Envelope, writeEnvelope } from '../service/webhook/envelope.ts';
import { runSpillway } from '../test/factories/run-spillway.ts';
import type { ProgramContext } from './command.ts';
import { type QueueFixture, startQueueFixture } from './queue-fixture.ts';

/** Real queues and a real CloudWatch API, as `npm start` announces them. */
export interface CliFixture {
  readonly queues: QueueFixture;
  readonly cloudWatch: CloudWatch;
  /** Of metrics and alarms. */
  readonly clock: Clock;
  readonly logs: Logs;
  readonly secrets: SecretStore;
  readonly endpoints: Readonly<
    Record<'sqs' | 'cloudWatch' | 'logs' | 'secrets' | 'tables', string>
  >;
  readonly root: string;
  /** Runs a command line and gives what it wrote. */
  run(args: readonly string[], context?: Partial<ProgramContext>): Promise<string>;
  /** With what processing says of a failure in `attributes`; without, as SQS moves it there. */
  addDeadLetter(
    envelope?: Partial<Envelope>,
    attributes?: Readonly<Record<string, string>>,
  ): string;
  /** Bodies of what is in the queue, hidden messages included. */
  bodiesIn(role: 'intake' | 'dead-letters'): string[];
  stop(): Promise<void>;
}

type FixtureSources = Readonly<Record<string, Omit<StackDescription['sources'][string], 'secret'>>>;

export const fixtureRegion = 'eu-west-1';

export async function startCliFixture(
  options: {
    readonly alarms?: readonly AlarmResource[];
    /** As the stack file describes them. */
    readonly sources?: FixtureSources;
    /** Whether there is a table of deliveries. */
    readonly hasTable?: boolean;
    /** How much faster than the machine's the time of metrics and alarms runs. */
    readonly clockFactor?: number;
  } = {},
): Promise<CliFixture> {
  const queues = await startQueueFixture(fixtureRegion);
  const tables = options.hasTable ? await startTable() : undefined;
  const clock = createClock(options.clockFactor);
  const cloudWatch = createCloudWatch({
    clock,
    alarms: options.alarms ?? [],
    region: fixtureRegion,
    accountId: '000000000000',
    publish: () => Promise.resolve(),
  });
  const secrets = new SecretStore(fixtureRegion, '000000000000');
  const secretsManager = await startSecretsManager(secrets, 0);
  const logs: Logs = await startLogs(logGroups, {
    log(line) {
      for (const observer of [logs, cloudWatch]) observer.log(line);
    },
  });
  const endpoints = {
    logs: logs.endpoint,
    secrets: secretsManager.endpoint,
    sqs: queues.endpoint,
    tables: tables?.endpoint ?? 'http://127.0.0.1:1',
    cloudWatch: await cloudWatch.start(),
  };
  const root = mkdtempSync(join(tmpdir(), 'spillway-cli-'));
  const described = describeStack(endpoints, options.sources ?? {});
  writeStackFile(described, join(root, '.spillway', 'stack.json'));
  return {
    ...{ queues, cloudWatch, clock, logs, secrets, endpoints, root },
    run: (args, context = {}) => runSpillway(args, { root, ...context }),
    addDeadLetter(envelope = {}, attributes = {}) {
      const body = writeEnvelope({ ...anEnvelope, ...envelope });
      queues.sendMessage('spillway-dev-dead-letters', body, {
        messageAttributes: asMessageAttributes(attributes),
      });
      return body;
    },
    bodiesIn(role) {
      const messages = queues.inspectQueue(`spillway-dev-${role}`)?.messages;
      const inFlight = messages?.inflight.map(({ message }) => message) ?? [];
      return [...(messages?.ready ?? []), ...inFlight].map(({ body }) => body);
    },
    async stop() {
      await cloudWatch.stop();
      await logs.stop();
      await secretsManager.stop();
      await tables?.empty();
      await queues.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export const anEnvelope: Envelope = {
  v: 1,
  deliveryId: 'd-1',
  source: 'github',
  provider: 'github',
  type: 'push',
  receivedAt: '2026-01-02T03:04:05.000Z',
  contentType: 'application/json',
  headers: {},
  body: 'never to be shown',
};

function asMessageAttributes(attributes: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [
      name,
      { DataType: 'String', StringValue },
    ]),
  );
}

const logGroups = [
  '/aws/lambda/spillway-dev-ingestion',
  '/aws/lambda/spillway-dev-processing',
  '/aws/apigateway/spillway-dev',
  '/spillway/dev/annotations',
].map((name) => ({
  name,
  arn: `arn:aws:logs:${fixtureRegion}:000000000000:log-group:${name}:*`,
  metricFilterCount: 0,
  streams: ['annotations'],
}));

const tableName = 'spillway-dev-deliveries';

/** Its thread takes a third of a second of CPU to start: one for all fixtures, emptied in between. It ends with them. */
let tableService: Promise<TableService> | undefined;

async function startTable() {
  const isNew = tableService === undefined;
  tableService ??= startTableService(0);
  const { endpoint } = await tableService;
  if (isNew) {
    await createTable(endpoint, tableName, {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    });
  }
  return { endpoint, empty: () => emptyTable(endpoint) };
}

async function emptyTable(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: fixtureRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
  await Promise.all(
    Items.map(({ id }) =>
      client.send(new DeleteItemCommand({ TableName: tableName, Key: { id: id ?? { S: '' } } })),
    ),
  );
  client.destroy();
}

function describeStack(
  endpoints: CliFixture['endpoints'],
  sources: FixtureSources,
): StackDescription {
  const described = Object.entries(sources).map(([name, source]) => [
    name,
    { ...source, secret: 'of no importance' },
  ]);
  return {
    pid: process.pid,
    stage: 'dev',
    endpoint: 'http://127.0.0.1:1/dev',
    sinkUrl: 'http://127.0.0.1:1',
    sources: Object.fromEntries(described),
    env: {
      AWS_ENDPOINT_URL_SQS: endpoints.sqs,
      AWS_ENDPOINT_URL_S3: endpoints.sqs,
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.tables,
      AWS_ENDPOINT_URL_CLOUDWATCH: endpoints.cloudWatch,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoints.logs,
      AWS_ENDPOINT_URL_XRAY: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
      AWS_REGION: fixtureRegion,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  };
}
