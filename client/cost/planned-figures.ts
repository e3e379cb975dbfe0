const kilobyte = 1024;

/**
 * What a webhook uses as it is planned: one from GitHub of 8 KB, delivered to one destination. What depends on the stage, such
 * as memory and X-Ray's share, is in its template.
 */
export const plannedFigures = {
  ingestionMs: 6,
  /** Of a batch, and more for each webhook in it. */
  processingMs: { batch: 20, webhook: 5 },
  bodyBytes: 8 * kilobyte,
  /** Headers of a delivery, and the answer to a sender. */
  deliveryOverheadBytes: kilobyte,
  answerBytes: kilobyte / 2,
  /** A claim and its end. */
  writeUnits: 2,
  /** Of its line, and 26 for the event, as `npm run bench -- --telemetry` measures it. */
  ingestionLogBytes: 544 + 26,
  /** Of a webhook that is alone in its batch: its line has the metrics too. */
  processingLogBytes: 904 + 26,
  /** Of a webhook beside others, and of the metrics of their batch, which are a line of their own. */
  sharedProcessingLogBytes: 346 + 26,
  batchMetricsBytes: 660 + 26,
  /** Of a request that was accepted, and 26 for the event. */
  accessLogBytes: 285,
  /** What Lambda says of each invocation, where the stage has it say that. */
  systemLogBytes: 560,
  /** Of a delivery in the table: so many bytes for so many days. */
  storedBytes: 350,
  storedDays: 20,
  /** Logs are billed as they are kept: compressed. */
  logCompression: 0.15,
  /** Metrics of our own that have data in every hour, of a stage with one source and one destination. */
  ownMetrics: 20,
  /** Metrics of API Gateway's methods, where they are on. */
  methodMetrics: 10,
  secretCallsPerMonth: 210_000,
};

export type PlannedFigures = Readonly<typeof plannedFigures>;
