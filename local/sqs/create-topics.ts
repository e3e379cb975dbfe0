import { z } from 'zod';
import type { Starter } from '../stack-parts.ts';
import { readProperties } from '../template/resources.ts';

const topicProperties = z.object({ TopicName: z.string() });

/** SNS speaks the query protocol: form parameters in, XML out. */
export async function callSns(
  endpoint: string,
  region: string,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      // Not verified, but the region of a topic's ARN comes from here.
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/sns/aws4_request`,
    },
    body: new URLSearchParams({ Version: '2010-03-31', ...parameters }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`SNS ${parameters.Action}: ${answer.slice(0, 200)}`);
}

export const createTopics: Starter = async (resources, { queueEndpoint, world }) => {
  for (const resource of resources) {
    const { TopicName } = readProperties(topicProperties, resource);
    await callSns(queueEndpoint, world.region, { Action: 'CreateTopic', Name: TopicName });
  }
};
