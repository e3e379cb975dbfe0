/**
 * Every metric of ours, in the namespace `Spillway`. Each is published with the dimension set `[service]`,
 * and with the further sets named here. No dimension ever holds an id: every value is billed.
 */
export const metricNamespace = 'Spillway';

export const metrics = {
  /** Counted by the gateway's access log: too many requests at once, or from one address. Not a failure of ours. */
  GatewayThrottled: { unit: 'Count', dimensions: [] },
  /** Counted by the gateway's access log: a 5xx for any other reason, from our code or in its place. */
  RequestFailed: { unit: 'Count', dimensions: [] },
  /** Counted by the gateway's access log: a 413 of the gateway or of ours, for a source that is known. */
  PayloadTooLarge: { unit: 'Count', dimensions: [] },
  WebhookAccepted: { unit: 'Count', dimensions: [['source']] },
  /** A signed webhook had no id or no type where its sender keeps them. */
  IdentityGuessed: { unit: 'Count', dimensions: [['source']] },
  /** A sender asked whether the endpoint is ours, signed it, and was answered. Nothing was stored. */
  HandshakeAnswered: { unit: 'Count', dimensions: [['source']] },
  /** A request was refused for what it is itself. */
  WebhookRejected: { unit: 'Count', dimensions: [['source'], ['reason']] },
  /** A request was refused by a failure of ours, whatever it is itself: its sender was asked to send it again. */
  IntakeFailed: { unit: 'Count', dimensions: [['source'], ['reason']] },
  /** The likely cause of a refused signature: see `explain-rejection.ts`. */
  RejectionExplained: { unit: 'Count', dimensions: [['explanation']] },
  /** A webhook was signed with a secret other than `current`. */
  OldSecretUsed: { unit: 'Count', dimensions: [['source', 'slot']] },
  WebhookProcessed: { unit: 'Count', dimensions: [['source']] },
  WebhookDuplicate: { unit: 'Count', dimensions: [['source']] },
  WebhookFiltered: { unit: 'Count', dimensions: [['source'], ['route']] },
  /** A webhook reached the dead-letter queue: sent there at once, or moved there after its last attempt. */
  WebhookDeadLettered: { unit: 'Count', dimensions: [['source'], ['reason']] },
  /** A webhook was sent again, from the dead-letter queue or an archive, and so ends a second time. */
  WebhookReplayed: { unit: 'Count', dimensions: [['source']] },
  /** A webhook was put back untried at the end of the queue, because a destination rests. It has not ended yet. */
  WebhookParked: { unit: 'Count', dimensions: [['source']] },
  /** A webhook was put back because this destination rests. */
  DestinationResting: { unit: 'Count', dimensions: [['destination']] },
  /** The time from receiving a webhook to the last time that it was put back, for whatever reason. */
  PutBackAge: { unit: 'Milliseconds', dimensions: [] },
  /** The time from the first to the last time that a webhook was put back because a destination rests. */
  ParkedAge: { unit: 'Milliseconds', dimensions: [] },
  /** A destination refused a delivery, failed or was silent. Never a failure of our own. */
  DeliveryFailed: { unit: 'Count', dimensions: [['destination']] },
  /** The destination failed so often in a row that it is left alone for a while. */
  CircuitOpened: { unit: 'Count', dimensions: [['destination']] },
  DeliveryLatency: { unit: 'Milliseconds', dimensions: [['destination']] },
  /** The time from receiving a webhook to the moment when its last destination had it. */
  EndToEndLatency: { unit: 'Milliseconds', dimensions: [['source']] },
  /** The time from receipt to the start of processing. */
  QueueWait: { unit: 'Milliseconds', dimensions: [] },
  /** The last attempt at one of its destinations failed: a dead letter. */
  FinalAttemptFailed: { unit: 'Count', dimensions: [['source']] },
  /** A message was handed out for the last time. Published before any work, so that it outlives a killed function. */
  LastReceiveBegun: { unit: 'Count', dimensions: [] },
  /** Such a message was dealt with all the same. One that was not is moved to the dead-letter queue by SQS itself. */
  LastReceiveEnded: { unit: 'Count', dimensions: [] },
  /** SQS was asked once more to store a webhook, and may have stored it before: a second copy, or one of a refused request. */
  SendRepeated: { unit: 'Count', dimensions: [] },
  /** `npx spillway` put a dead letter or an archived webhook on the queue again. It counts as replayed when it ends. */
  WebhookResent: { unit: 'Count', dimensions: [] },
  /** The audit's running totals; they never forget. Webhooks accepted, or sent again. */
  AcceptedTotal: { unit: 'Count', dimensions: [] },
  /** Of the audit: webhooks that came to an end, and those that SQS moved to the dead-letter queue itself. */
  SettledTotal: { unit: 'Count', dimensions: [] },
  /** Of the audit: how many webhooks may have been settled without having been counted as accepted. */
  UncertainTotal: { unit: 'Count', dimensions: [] },
  /** Of the audit: how much of the longest silence that a source may make has passed since it was heard. */
  SourceSilence: { unit: 'Percent', dimensions: [['source']] },
  /** The sender was asked to deliver a webhook again that never came. */
  RedeliveryRequested: { unit: 'Count', dimensions: [['source']] },
  /** A webhook of the sender's log never came and is given up: asked for often enough, or it can't be asked for. */
  MissedDeliveries: { unit: 'Count', dimensions: [['source']] },
  /** The sender's log says that we took a webhook, and nothing here knows of it. */
  DeliveredButAbsent: { unit: 'Count', dimensions: [['source']] },
  /** A run could not read a sender's log: its token is missing a right, or ran out. */
  DeliveryLogUnreadable: { unit: 'Count', dimensions: [['source']] },
  /** How long ago a sender's log was read to its end; published by each run. 0 where it is not to be read: no token. */
  ReconciliationLag: { unit: 'Milliseconds', dimensions: [['source']] },
  /**
   * What explains a change on a graph. Of the kind `deployment`, at each cold start: the number of the function's
   * version, so that a step is a deployment. Of every other kind: 1 at the time of the mark.
   */
  Annotation: { unit: 'Count', dimensions: [['kind']] },
} as const satisfies Record<
  string,
  { unit: 'Count' | 'Milliseconds' | 'Percent'; dimensions: readonly (readonly string[])[] }
>;

export type MetricName = keyof typeof metrics;
