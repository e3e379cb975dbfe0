import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Settings } from './settings-schema.ts';

/**
 * Amazon Q Developer in chat applications writes what the topics get into a Slack channel. Somebody has to connect the
 * workspace in its console first, once for an account.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html
 */
export function addSlackChannel(
  scope: Construct,
  { stage, slackWorkspaceId, slackChannelId }: Settings,
  notificationTopics: ITopic[],
): void {
  new SlackChannelConfiguration(scope, 'Slack', {
    slackChannelConfigurationName: `spillway-${stage}`,
    slackWorkspaceId,
    slackChannelId,
    notificationTopics,
    // The channel can ask for what these allow, which is nothing; by default its limit would be AdministratorAccess.
    role: new Role(scope, 'SlackRole', {
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com'),
    }),
    guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('CloudWatchReadOnlyAccess')],
  });
}
