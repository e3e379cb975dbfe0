import { z } from 'zod';
import { type Resource, readProperties } from '../../boot/template/resources.ts';
import { administrator, credentialHeaders } from '../iam/administrator.ts';

const topicProperties = z.object({ TopicName: z.string() });

/** SNS speaks the query protocol: form parameters in, XML out. */
export async function callSns(
  endpoint: string,
  region: string,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    // The region of a topic's ARN comes from here.
    headers: credentialHeaders(administrator, `${region}/sns`),
    body: new URLSearchParams({ Version: '2010-03-31', ...parameters }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`SNS ${parameters.Action}: ${answer.slice(0, 200)}`);
}

export async function createTopics(
  resources: readonly Resource[],
  endpoint: string,
  region: string,
): Promise<void> {
  for (const resource of resources) {
    const { TopicName } = readProperties(topicProperties, resource);
    await callSns(endpoint, region, { Action: 'CreateTopic', Name: TopicName });
  }
}
