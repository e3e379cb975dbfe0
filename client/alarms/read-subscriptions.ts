import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';

export interface Subscription {
  /** `email`, `https` */
  readonly protocol: string;
  /** A mail's address; of a URL only the host, since whoever knows the rest can wake people. */
  readonly endpoint: string;
  /** Until somebody confirms it, AWS sends nothing there. */
  readonly isConfirmed: boolean;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export async function readSubscriptions(
  sns: SNSClient,
  topicArn: string,
): Promise<readonly Subscription[]> {
  const found: Subscription[] = [];
  const pages = paginateListSubscriptionsByTopic({ client: sns }, { TopicArn: topicArn });
  for await (const { Subscriptions = [] } of pages) {
    for (const { Protocol: protocol = '', Endpoint = '', SubscriptionArn = '' } of Subscriptions) {
      if (SubscriptionArn === 'Deleted') continue;
      const isConfirmed = SubscriptionArn !== 'PendingConfirmation';
      found.push({ protocol, endpoint: shownEndpoint(Endpoint), isConfirmed });
    }
  }
  return found;
}

function shownEndpoint(endpoint: string): string {
  const { protocol, host } = URL.parse(endpoint) ?? {};
  return protocol?.startsWith('http') ? `${protocol}//${host}/…` : endpoint;
}
