import { words } from './words.ts';

/** https://developers.intercom.com/docs/references/webhooks/webhook-models */
export const intercomEventTypes = words(`
  admin.activity_log_event.created admin.added_to_workspace admin.away_mode_updated
  admin.logged_in admin.logged_out admin.removed_from_workspace call.ended call.started
  company.contact.attached company.contact.detached company.created company.deleted
  company.updated contact.archived contact.attribute_deleted contact.deleted contact.email.updated
  contact.lead.added_email contact.lead.created contact.lead.signed_up contact.lead.tag.created
  contact.lead.tag.deleted contact.lead.updated contact.merged contact.subscribed
  contact.unarchived contact.unsubscribed contact.user.created contact.user.tag.created
  contact.user.tag.deleted contact.user.updated content_stat.banner content_stat.carousel
  content_stat.chat content_stat.checklist content_stat.custom_bot content_stat.email
  content_stat.news_item content_stat.post content_stat.push content_stat.series
  content_stat.series.webhook content_stat.sms content_stat.survey content_stat.tooltip_group
  content_stat.tour content_stat.whatsapp conversation.admin.assigned conversation.admin.closed
  conversation.admin.noted conversation.admin.open.assigned conversation.admin.opened
  conversation.admin.replied conversation.admin.single.created conversation.admin.snoozed
  conversation.admin.unsnoozed conversation.contact.attached conversation.contact.detached
  conversation.deleted conversation.operator.replied conversation.priority.updated
  conversation.rating.added conversation.read conversation.user.created conversation.user.replied
  conversation_part.redacted conversation_part.tag.created event.created granular.unsubscribe
  job.completed ping ticket.admin.assigned ticket.admin.replied ticket.attribute.updated
  ticket.closed ticket.contact.attached ticket.contact.detached ticket.contact.replied
  ticket.created ticket.note.created ticket.rating.provided ticket.state.updated
  ticket.team.assigned visitor.signed_up
`);
