import { z } from 'zod';
import type { Starter } from '../stack-parts.ts';
import { readProperties } from '../template/resources.ts';

/** What dynalite understands of a table; it forgets nothing, so a time to live has no effect here. */
const table = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
});

export const createTables: Starter = async (resources, { tableEndpoint }) => {
  for (const resource of resources) {
    await createTable(tableEndpoint, resource.ref, readProperties(table, resource));
  }
};

/** @throws Error with what the service answered */
export async function createTable(
  endpoint: string,
  name: string,
  { AttributeDefinitions, KeySchema }: z.output<typeof table>,
): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'DynamoDB_20120810.CreateTable' },
    body: JSON.stringify({
      TableName: name,
      AttributeDefinitions,
      KeySchema,
      BillingMode: 'PAY_PER_REQUEST',
    }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`DynamoDB answered ${response.status} for ${name}: ${answer}`);
}
