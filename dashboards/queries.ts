import { accessLogOf, annotationLogOf, logGroupOf, type Watched } from './watched.ts';

/** What has a log group. */
export interface Logging extends Pick<Watched, 'stage' | 'apiName'> {
  readonly ingestion: Pick<Watched['ingestion'], 'name'>;
  readonly processing: Pick<Watched['processing'], 'name'>;
  readonly audit: Watched['audit'];
}

/** A query of CloudWatch Logs Insights, over the lines that the functions and the gateway write. */
export interface SavedQuery {
  readonly title: string;
  readonly logGroups: (logging: Logging) => readonly string[];
  /** Its commands, in their order. */
  readonly lines: readonly string[];
}

const bothFunctions = ({ ingestion, processing }: Logging) =>
  [ingestion, processing].map(logGroupOf);

const everyFunction = (logging: Logging) => [...bothFunctions(logging), logGroupOf(logging.audit)];

export const topErrors: SavedQuery = {
  title: 'Most frequent errors and warnings',
  logGroups: everyFunction,
  lines: [
    'filter level in ["ERROR", "WARN"]',
    'stats count(*) as times by message, error.message, source, reason',
    'sort times desc',
    'limit 20',
  ],
};

export const lastFinalFailures: SavedQuery = {
  title: 'Newest dead letters, with delivery and trace',
  logGroups: ({ processing }) => [logGroupOf(processing)],
  lines: [
    'filter message in ["delivery dead-lettered", "webhook dead-lettered"]',
    'fields @timestamp, deliveryId, source, type, destination, reason, error.message, traceId',
    'sort @timestamp desc',
    'limit 20',
  ],
};

export const newestNotes: SavedQuery = {
  title: 'Newest notes',
  logGroups: (logging) => [annotationLogOf(logging)],
  lines: ['fields @timestamp, kind, message', 'sort @timestamp desc', 'limit 20'],
};

/** What stays in the console for whoever is woken, by construct id. */
export const savedQueries = {
  OneDelivery: {
    title: 'What became of one delivery',
    logGroups: bothFunctions,
    lines: [
      'filter deliveryId = "paste its id"',
      'fields @timestamp, message, source, type, destination, reason, error.message, attempts.0.destination, attempts.0.status, inSeconds, ageMs, traceId',
      'sort @timestamp asc',
      'limit 200',
    ],
  },
  OneRequest: {
    title: 'What became of one request',
    logGroups: (logging) => [...bothFunctions(logging), accessLogOf(logging)],
    lines: [
      'filter trackingId = "paste its id" or requestId = "paste its id"',
      'fields @timestamp, message, status, deliveryId, source, reason, explanation, traceId',
      'sort @timestamp asc',
      'limit 50',
    ],
  },
  TopErrors: topErrors,
  LastFinalFailures: lastFinalFailures,
  NewestNotes: newestNotes,
  ErrorsOfOurs: {
    title: 'Errors of ours',
    logGroups: everyFunction,
    lines: [
      'filter level = "ERROR" and message not in ["delivery dead-lettered", "webhook dead-lettered"]',
      'fields @timestamp, service, message, reason, error.name, error.message, source, destination, deliveryId, traceId',
      'sort @timestamp desc',
      'limit 50',
    ],
  },
  Refused: {
    title: 'Refused, by reason',
    logGroups: ({ ingestion }) => [logGroupOf(ingestion)],
    lines: [
      'filter message = "webhook rejected"',
      'stats count(*) as times by source, reason, explanation, status',
      'sort times desc',
      'limit 50',
    ],
  },
  SlowestDeliveries: {
    title: 'Slowest deliveries',
    logGroups: ({ processing }) => [logGroupOf(processing)],
    lines: [
      'filter message = "webhook processed"',
      'fields @timestamp, deliveryId, source, type, ageMs, durationMs, attempts.0.destination, attempts.0.ms, traceId',
      'sort ageMs desc',
      'limit 50',
    ],
  },
  FailedAttempts: {
    title: 'Failed attempts, by error',
    logGroups: ({ processing }) => [logGroupOf(processing)],
    lines: [
      'filter message in ["webhook failed, to be tried again", "webhook failed, put back"]',
      'stats count(*) as times by destinations.0, attempts.0.status, error.message',
      'sort times desc',
      'limit 50',
    ],
  },
  AnsweredByGateway: {
    title: 'Answered by the gateway alone',
    logGroups: (logging) => [accessLogOf(logging)],
    lines: [
      'filter errorType != "-"',
      'stats count(*) as times by status, errorType, path',
      'sort times desc',
      'limit 50',
    ],
  },
  BytesOfLines: {
    title: 'What the lines cost, in bytes by message',
    logGroups: everyFunction,
    lines: [
      'stats count(*) as times, sum(strlen(@message)) as bytes by service, message',
      'sort bytes desc',
      'limit 50',
    ],
  },
} as const satisfies Record<string, SavedQuery>;

/** The query as Logs Insights takes it. */
export function queryText({ lines }: SavedQuery): string {
  return lines.join('\n| ');
}
