import { words } from './words.ts';

/** The main ones: https://developers.zoom.us/docs/api/webhooks/ */
export const zoomEventTypes = words(`
  account.created account.disassociated account.lock_settings_updated account.settings_updated
  account.updated account.vanity_url_approved account.vanity_url_rejected app_deauthorized
  chat_channel.created chat_channel.deleted chat_channel.member_invited chat_channel.member_joined
  chat_channel.member_left chat_channel.member_removed chat_channel.updated chat_message.deleted
  chat_message.replied chat_message.sent chat_message.updated endpoint.url_validation
  meeting.alert meeting.chat_message_file_sent meeting.chat_message_sent meeting.created
  meeting.deleted meeting.ended meeting.invitation_accepted meeting.invitation_dispatched
  meeting.invitation_rejected meeting.live_streaming_started meeting.live_streaming_stopped
  meeting.participant_admitted meeting.participant_data meeting.participant_feedback
  meeting.participant_jbh_joined meeting.participant_jbh_waiting
  meeting.participant_jbh_waiting_left meeting.participant_joined
  meeting.participant_joined_breakout_room meeting.participant_joined_waiting_room
  meeting.participant_left meeting.participant_left_breakout_room
  meeting.participant_left_waiting_room meeting.participant_phone_callout_accepted
  meeting.participant_phone_callout_missed meeting.participant_phone_callout_rejected
  meeting.participant_phone_callout_ringing meeting.participant_put_in_waiting_room
  meeting.participant_role_changed meeting.permanently_deleted meeting.recovered
  meeting.registration_approved meeting.registration_cancelled meeting.registration_created
  meeting.registration_denied meeting.risk_alert meeting.rtms_started meeting.rtms_stopped
  meeting.sharing_ended meeting.sharing_started meeting.started meeting.summary_completed
  meeting.summary_deleted meeting.summary_recovered meeting.summary_shared meeting.summary_trashed
  meeting.summary_updated meeting.updated phone.call_history_completed phone.call_log_deleted
  phone.callee_answered phone.callee_call_log_completed phone.callee_ended phone.callee_hold
  phone.callee_missed phone.callee_mute phone.callee_rejected phone.callee_ringing
  phone.callee_unhold phone.caller_call_log_completed phone.caller_connected phone.caller_ended
  phone.caller_hold phone.caller_ringing phone.recording_completed phone.recording_deleted
  phone.recording_started phone.recording_stopped phone.recording_transcript_completed
  phone.sms_received phone.sms_sent phone.voicemail_deleted phone.voicemail_received
  phone.voicemail_transcript_completed recording.archive_files_completed recording.batch_deleted
  recording.batch_recovered recording.batch_trashed recording.completed recording.deleted
  recording.paused recording.recovered recording.registration_approved
  recording.registration_created recording.registration_denied recording.renamed recording.resumed
  recording.started recording.stopped recording.transcript_completed recording.trashed
  user.activated user.created user.deactivated user.deleted user.disassociated
  user.invitation_accepted user.presence_status_updated user.settings_updated user.signed_in
  user.signed_out user.updated webinar.alert webinar.chat_message_sent webinar.created
  webinar.deleted webinar.ended webinar.participant_joined webinar.participant_left
  webinar.registration_approved webinar.registration_cancelled webinar.registration_created
  webinar.registration_denied webinar.sharing_ended webinar.sharing_started webinar.started
  webinar.updated
`);
