import type { RequestParameters } from '../request-parameters.ts';
import { because, type ResourceType } from '../resource-type.ts';

const all = (...emulated: readonly string[]): ResourceType => ({
  emulated: ['Action', 'Version', ...emulated],
  ignored: {},
});

const message = ['Message', 'Subject', 'MessageAttributes'] as const;

/** Of SNS by fauxqs. `GetCallerIdentity` is STS's, which has the same protocol and the same address here. */
export const snsParameters: RequestParameters = {
  CreateTopic: { ...all('Name'), ignored: { Tags: because.tagged } },
  GetCallerIdentity: all(),
  ListSubscriptionsByTopic: all('TopicArn', 'NextToken'),
  ListTopics: all('NextToken'),
  Publish: all('TopicArn', ...message),
  PublishBatch: all(
    'TopicArn',
    'PublishBatchRequestEntries.member[].Id',
    ...message.map((parameter) => `PublishBatchRequestEntries.member[].${parameter}`),
  ),
  Subscribe: all('TopicArn', 'Protocol', 'Endpoint', 'Attributes', 'ReturnSubscriptionArn'),
};

/** `Tags.member.1.Key` of a form as `Tags.member[].Key`. */
export function withoutNumbers(form: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name.replaceAll(/\.\d+(?=\.|$)/g, '[]'), value]),
  );
}
