/**
 * Every metric of ours, in the namespace `Spillway`. Each is published with the dimension set `[service]`,
 * and with the further sets named here. No dimension ever holds an id: every value is billed.
 */
export const metricNamespace = 'Spillway';

export const metrics = {
  /** Counted by the gateway's access log: too much came at once, or from one address. No failure of ours. */
  GatewayThrottled: { unit: 'Count', dimensions: [] },
  /** Counted by the gateway's access log: answered 5xx for any other reason, by our code or in its place. */
  RequestFailed: { unit: 'Count', dimensions: [] },
  WebhookAccepted: { unit: 'Count', dimensions: [['source']] },
  /** It was signed, but held no id or no type where its sender keeps them. */
  IdentityGuessed: { unit: 'Count', dimensions: [['source']] },
  WebhookRejected: { unit: 'Count', dimensions: [['source'], ['reason']] },
  /** What a refused signature looks like: see `explain-rejection.ts`. */
  RejectionExplained: { unit: 'Count', dimensions: [['explanation']] },
  /** A webhook was signed with a secret other than `current`. */
  OldSecretUsed: { unit: 'Count', dimensions: [['source', 'slot']] },
  WebhookProcessed: { unit: 'Count', dimensions: [['source']] },
  WebhookDuplicate: { unit: 'Count', dimensions: [['source']] },
  WebhookFiltered: { unit: 'Count', dimensions: [['source'], ['route']] },
  /** In the dead-letter queue: sent there at once, or moved there after its last attempt. */
  WebhookDeadLettered: { unit: 'Count', dimensions: [['source'], ['reason']] },
  /** Sent through again, from the dead-letter queue or an archive: it comes to an end a second time. */
  WebhookReplayed: { unit: 'Count', dimensions: [['source']] },
  /** Put back untried at the end of the queue, since a destination rests; it has not come to its end. */
  WebhookParked: { unit: 'Count', dimensions: [['source']] },
  /** A webhook was put back since this destination rests. */
  DestinationResting: { unit: 'Count', dimensions: [['destination']] },
  /** From the moment we received a webhook to the last time that it was put back, for whatever reason. */
  PutBackAge: { unit: 'Milliseconds', dimensions: [] },
  /** From the moment a webhook was first put back since a destination rests to the last time that it was. */
  ParkedAge: { unit: 'Milliseconds', dimensions: [] },
  /** A destination refused a delivery, failed or was silent: never a failure of our own. */
  DeliveryFailed: { unit: 'Count', dimensions: [['destination']] },
  /** So many failures in a row that the destination is left alone for a while. */
  CircuitOpened: { unit: 'Count', dimensions: [['destination']] },
  DeliveryLatency: { unit: 'Milliseconds', dimensions: [['destination']] },
  /** From the moment we received it to the moment its last destination had it. */
  EndToEndLatency: { unit: 'Milliseconds', dimensions: [['source']] },
  /** From receipt to the start of processing. */
  QueueWait: { unit: 'Milliseconds', dimensions: [] },
  /** The attempt that was its last failed, at one of its destinations: a dead letter. */
  FinalAttemptFailed: { unit: 'Count', dimensions: [['source']] },
} as const satisfies Record<
  string,
  { unit: 'Count' | 'Milliseconds'; dimensions: readonly (readonly string[])[] }
>;

export type MetricName = keyof typeof metrics;
