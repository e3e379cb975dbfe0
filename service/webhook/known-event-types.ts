import { githubEventTypes } from './event-types/github.ts';
import { intercomEventTypes } from './event-types/intercom.ts';
import { paddleEventTypes } from './event-types/paddle.ts';
import { shopifyEventTypes } from './event-types/shopify.ts';
import { slackEventTypes } from './event-types/slack.ts';
import { squareEventTypes } from './event-types/square.ts';
import { stripeEventTypes } from './event-types/stripe.ts';
import { words } from './event-types/words.ts';
import { zoomEventTypes } from './event-types/zoom.ts';
import type { SenderName } from './senders.ts';

export interface KnownEventTypes {
  /**
   * As routes see them. Never exhaustive: senders add types, and some accounts get others. So an unknown type may be
   * worth a warning, never a refusal.
   */
  readonly types: readonly string[];
  /** Types of this form are the user's own to name, such as a slash command. */
  readonly own?: RegExp;
}

/** The event types that a sender documents. `undefined` where its users name the types themselves. */
export function knownEventTypes(sender: string): KnownEventTypes | undefined {
  const known: Readonly<Record<string, KnownEventTypes>> = table;
  return Object.hasOwn(known, sender) ? known[sender] : undefined;
}

// Of Standard Webhooks and Svix every sender has types of its own.
const table: Readonly<Record<Exclude<SenderName, 'standard-webhooks' | 'svix'>, KnownEventTypes>> =
  {
    github: { types: githubEventTypes },
    stripe: { types: stripeEventTypes },
    slack: { types: slackEventTypes, own: /^\// },
    shopify: { types: shopifyEventTypes },
    gitlab: {
      types: words(`
      Confidential_Issue_Hook Confidential_Note_Hook Deployment_Hook Emoji_Hook Feature_Flag_Hook
      Issue_Hook Job_Hook Member_Hook Merge_Request_Hook Milestone_Hook Note_Hook Pipeline_Hook
      Project_Hook Push_Hook Release_Hook Resource_Access_Token_Hook Subgroup_Hook System_Hook
      Tag_Push_Hook Vulnerability_Hook Wiki_Page_Hook
    `),
    },
    bitbucket: {
      types: words(`
      issue:comment_created issue:created issue:updated pullrequest:approved
      pullrequest:changes_request_created pullrequest:changes_request_removed
      pullrequest:comment_created pullrequest:comment_deleted pullrequest:comment_reopened
      pullrequest:comment_resolved pullrequest:comment_updated pullrequest:created
      pullrequest:fulfilled pullrequest:push pullrequest:rejected pullrequest:unapproved
      pullrequest:updated repo:commit_comment_created repo:commit_status_created
      repo:commit_status_updated repo:created repo:deleted repo:fork repo:imported repo:push
      repo:transfer repo:updated
    `),
    },
    zoom: { types: zoomEventTypes },
    linear: {
      types: words(`
      AgentSessionEvent AppUserNotification Attachment AuditEntry Comment Customer CustomerNeed Cycle
      Document Initiative InitiativeUpdate Issue IssueLabel IssueSLA OAuthApp PermissionChange Project
      ProjectLabel ProjectUpdate Reaction Release User
    `),
    },
    sentry: {
      types: words(
        'comment error event_alert installation issue metric_alert preprod_artifact seer',
      ),
    },
    pagerduty: {
      types: words(`
      incident.acknowledged incident.action_invocation.created incident.action_invocation.terminated
      incident.action_invocation.updated incident.annotated
      incident.conference_bridge.updated incident.custom_field_values.updated incident.delegated
      incident.escalated incident.incident_type.changed incident.priority_updated incident.reassigned
      incident.reopened incident.resolved incident.responder.added incident.responder.replied
      incident.role.assigned incident.service_updated incident.status_update_published
      incident.task.completed incident.task.created incident.task.updated incident.triggered
      incident.unacknowledged incident.workflow.completed incident.workflow.started pagey.ping
      service.created service.custom_field_values.updated service.deleted service.updated
    `),
    },
    meta: {
      types: words(`
      ad_account application catalog certificate_transparency commerce_merchant_settings group instagram
      page permissions threads user whatsapp_business_account
    `),
    },
    square: { types: squareEventTypes },
    hubspot: {
      types: words(`
      company.associationChange company.creation company.deletion company.merge company.propertyChange
      company.restore contact.associationChange contact.creation contact.deletion contact.merge
      contact.privacyDeletion contact.propertyChange contact.restore conversation.creation
      conversation.deletion conversation.newMessage conversation.privacyDeletion
      conversation.propertyChange deal.associationChange deal.creation deal.deletion deal.merge
      deal.propertyChange deal.restore line_item.associationChange line_item.creation
      line_item.deletion line_item.merge line_item.propertyChange line_item.restore
      object.associationChange object.creation object.deletion object.merge object.propertyChange
      object.restore product.creation product.deletion product.merge product.propertyChange
      product.restore ticket.associationChange ticket.creation ticket.deletion ticket.merge
      ticket.propertyChange ticket.restore webhook
    `),
    },
    typeform: { types: words('form_response form_response_partial') },
    zendesk: {
      types: words(`
      trigger zen:event-type:article.author_changed zen:event-type:article.comment_created
      zen:event-type:article.published zen:event-type:article.subscription_created
      zen:event-type:article.unpublished zen:event-type:article.vote_created
      zen:event-type:community_post.comment_created zen:event-type:community_post.created
      zen:event-type:organization.created zen:event-type:organization.custom_field_changed
      zen:event-type:organization.deleted zen:event-type:organization.name_changed
      zen:event-type:organization.tags_changed zen:event-type:ticket.agent_assignment_changed
      zen:event-type:ticket.attachment_linked_to_comment zen:event-type:ticket.comment_added
      zen:event-type:ticket.comment_made_private zen:event-type:ticket.created
      zen:event-type:ticket.custom_field_changed zen:event-type:ticket.custom_status_changed
      zen:event-type:ticket.group_assignment_changed zen:event-type:ticket.marked_as_spam
      zen:event-type:ticket.merged zen:event-type:ticket.organization_changed
      zen:event-type:ticket.permanently_deleted zen:event-type:ticket.priority_changed
      zen:event-type:ticket.requester_changed zen:event-type:ticket.soft_deleted
      zen:event-type:ticket.status_changed zen:event-type:ticket.subject_changed
      zen:event-type:ticket.submitter_changed zen:event-type:ticket.tags_changed
      zen:event-type:ticket.type_changed zen:event-type:ticket.undeleted
      zen:event-type:user.active_changed zen:event-type:user.created
      zen:event-type:user.custom_field_changed zen:event-type:user.deleted
      zen:event-type:user.identity_created zen:event-type:user.identity_deleted
      zen:event-type:user.merged zen:event-type:user.name_changed
      zen:event-type:user.organization_membership_created
      zen:event-type:user.organization_membership_deleted zen:event-type:user.role_changed
      zen:event-type:user.suspended_changed zen:event-type:user.tags_changed
    `),
    },
    paddle: { types: paddleEventTypes },
    dropbox: { types: ['notification'] },
    asana: { types: words('added changed deleted heartbeat removed undeleted') },
    intercom: { types: intercomEventTypes },
    docusign: {
      types: words(`
      envelope envelope-completed envelope-corrected envelope-created envelope-declined
      envelope-deleted envelope-delivered envelope-discard envelope-purge envelope-reminder-sent
      envelope-removed envelope-resent envelope-sent envelope-voided recipient-authenticationfailed
      recipient-autoresponded recipient-completed recipient-declined recipient-delegate
      recipient-delivered recipient-finish-later recipient-reassign recipient-resent recipient-sent
      template-created template-deleted template-modified
    `),
    },
    calendly: {
      types: words(`
      event_type.created event_type.deleted event_type.updated invitee.canceled invitee.created
      invitee_no_show.created invitee_no_show.deleted routing_form_submission.created
    `),
    },
    twilio: {
      types: words(`
      accepted busy canceled completed delivered delivery_unknown failed in-progress initiated
      no-answer partially_delivered queued read received receiving ringing scheduled sending sent
      undelivered webhook
    `),
      // The types of Conversations, TaskRouter and others come in the field EventType.
      own: /^(on[A-Z]|[a-z]+(-[a-z]+)*\.)/,
    },
    discord: {
      types: words(`
      2 3 4 5 APPLICATION_AUTHORIZED APPLICATION_DEAUTHORIZED ENTITLEMENT_CREATE ENTITLEMENT_DELETE
      ENTITLEMENT_UPDATE GAME_DIRECT_MESSAGE_CREATE GAME_DIRECT_MESSAGE_DELETE
      GAME_DIRECT_MESSAGE_UPDATE LOBBY_MESSAGE_CREATE LOBBY_MESSAGE_DELETE LOBBY_MESSAGE_UPDATE
      QUEST_USER_ENROLLMENT
    `),
    },
    x: { types: ['account-activity'] },
  };
