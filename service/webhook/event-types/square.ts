import { words } from './words.ts';

/** https://developer.squareup.com/docs/webhooks/v2webhook-events-tech-ref */
export const squareEventTypes = words(`
  bank_account.created bank_account.disabled bank_account.verified booking.created
  booking.custom_attribute.deleted booking.custom_attribute.updated booking.updated
  card.automatically_updated card.created card.disabled card.forgotten card.updated
  catalog.version.updated customer.created customer.custom_attribute.deleted
  customer.custom_attribute.updated customer.deleted customer.updated device.code.paired
  device.created dispute.created dispute.evidence.created dispute.evidence.deleted
  dispute.state.updated gift_card.activity.created gift_card.activity.updated gift_card.created
  gift_card.customer_linked gift_card.customer_unlinked gift_card.updated inventory.count.updated
  invoice.canceled invoice.created invoice.deleted invoice.payment_made invoice.published
  invoice.refunded invoice.scheduled_charge_failed invoice.updated job.created job.updated
  labor.scheduled_shift.created labor.scheduled_shift.deleted labor.scheduled_shift.published
  labor.scheduled_shift.updated labor.shift.created labor.shift.deleted labor.shift.updated
  labor.timecard.created labor.timecard.deleted labor.timecard.updated location.created
  location.updated loyalty.account.created loyalty.account.deleted loyalty.account.updated
  loyalty.event.created loyalty.program.created loyalty.program.updated loyalty.promotion.created
  loyalty.promotion.updated merchant.settings.updated oauth.authorization.revoked
  online_checkout.location_settings.updated online_checkout.merchant_settings.updated
  order.created order.custom_attribute.deleted order.custom_attribute.updated
  order.fulfillment.updated order.updated payment.created payment.updated payout.failed
  payout.paid payout.sent refund.created refund.updated subscription.created subscription.updated
  team_member.created team_member.updated team_member.wage_setting.updated terminal.action.created
  terminal.action.updated terminal.checkout.created terminal.checkout.updated
  terminal.refund.created terminal.refund.updated transfer_order.created transfer_order.deleted
  transfer_order.updated vendor.created vendor.updated
`);
