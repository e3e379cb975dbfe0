import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { afterLooks, pollUntil } from '../../../client/poll-until.ts';
import { type Resource, readProperties } from '../../boot/template/resources.ts';
import { administrator, credentialHeaders } from '../iam/administrator.ts';

const table = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

export async function createTables(
  resources: readonly Resource[],
  endpoint: string,
): Promise<void> {
  for (const resource of resources) {
    await createTable(endpoint, resource.ref, readProperties(table, resource));
  }
}

/** Makes a table, and waits until it can be used, as CloudFormation does. @throws Error with what the service answered */
export async function createTable(
  endpoint: string,
  name: string,
  { AttributeDefinitions, KeySchema, TimeToLiveSpecification }: z.output<typeof table>,
): Promise<void> {
  await call(endpoint, 'CreateTable', {
    TableName: name,
    AttributeDefinitions,
    KeySchema,
    BillingMode: 'PAY_PER_REQUEST',
  });
  await untilActive(endpoint, name);
  if (TimeToLiveSpecification === undefined) return;
  await call(endpoint, 'UpdateTimeToLive', { TableName: name, TimeToLiveSpecification });
}

async function untilActive(endpoint: string, name: string): Promise<void> {
  const look = async () => {
    const { Table } = described.parse(await call(endpoint, 'DescribeTable', { TableName: name }));
    return Table.TableStatus === 'ACTIVE' || undefined;
  };
  const isOver = afterLooks(mostLooks);
  if (await pollUntil(look, { everyMilliseconds: pauseMs, sleep: delay, isOver })) return;
  throw new Error(`The table ${name} did not become active within ${mostLooks * pauseMs} ms`);
}

const described = z.object({ Table: z.object({ TableStatus: z.string() }) });
const mostLooks = 500;
const pauseMs = 5;

async function call(endpoint: string, action: string, input: object): Promise<unknown> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      ...credentialHeaders(administrator),
      'x-amz-target': `DynamoDB_20120810.${action}`,
    },
    body: JSON.stringify(input),
  });
  const answer = await response.text();
  if (response.ok) return JSON.parse(answer);
  throw new Error(`DynamoDB answered ${action} with ${response.status}: ${answer}`);
}
