/** What a fault strikes: in the surroundings of the functions, never their code. */
type FaultPlace =
  | 'destination'
  | 'queue'
  | 'table'
  | 'store'
  | 'secrets'
  | 'schedule'
  | 'telemetry'
  | 'function';

interface FaultKind {
  readonly place: FaultPlace;
  readonly does: string;
  /** What its seconds are unless they are given; without it, a fault has none. */
  readonly seconds?: number;
  /** The HTTP status that it answers with unless another is given; without it, there is none to choose. */
  readonly status?: number;
}

/** Every fault of the embedded stack. */
export const faultCatalogue = {
  'destination-down': {
    place: 'destination',
    does: 'A destination takes nothing and answers 503, or another status.',
    status: 503,
  },
  'destination-resets': {
    place: 'destination',
    does: 'A destination takes nothing and breaks off the connection instead of an answer.',
  },
  'destination-429': {
    place: 'destination',
    does: 'A destination takes nothing and answers 429 with Retry-After: so many seconds.',
    seconds: 2,
  },
  'destination-slow': {
    place: 'destination',
    does: 'A destination takes a webhook and says so only after so many seconds.',
    seconds: 3,
  },
  'destination-hangs': {
    place: 'destination',
    does: 'A destination takes a webhook and never answers.',
  },
  'destination-garbage': {
    place: 'destination',
    does: 'A destination takes a webhook and answers 200 with 100 KB of noise that it calls JSON.',
  },
  'table-down': {
    place: 'table',
    does: 'DynamoDB answers every call with 500 InternalServerError.',
  },
  'table-throttled': {
    place: 'table',
    does: 'DynamoDB refuses every call with ProvisionedThroughputExceededException.',
  },
  'table-hangs': {
    place: 'table',
    does: 'DynamoDB does not answer.',
  },
  'table-slow': {
    place: 'table',
    does: 'DynamoDB answers every call only after so many seconds.',
    seconds: 1,
  },
  'table-answer-lost': {
    place: 'table',
    does: 'DynamoDB writes what it is told to, and the answer to the first attempt gets lost.',
  },
  'queue-down': {
    place: 'queue',
    does: 'SQS answers 503 to whoever sends to the intake queue, or another status.',
    status: 503,
  },
  'queue-slow': {
    place: 'queue',
    does: 'SQS answers whoever sends to the intake queue only after so many seconds.',
    seconds: 1,
  },
  'queue-answer-lost': {
    place: 'queue',
    does: 'SQS stores what is sent to the intake queue, and the answer to its first attempt gets lost.',
  },
  'queue-loses': {
    place: 'queue',
    does: 'SQS says that it stored what is sent to the intake queue, and loses it.',
  },
  'store-down': {
    place: 'store',
    does: 'S3 answers every call with 503, or another status.',
    status: 503,
  },
  'store-hangs': {
    place: 'store',
    does: 'S3 does not answer.',
  },
  'store-slow': {
    place: 'store',
    does: 'S3 answers every call only after so many seconds.',
    seconds: 1,
  },
  'store-missing': {
    place: 'store',
    does: 'S3 has none of the objects that it is asked for: 404 NoSuchKey.',
  },
  'store-altered': {
    place: 'store',
    does: 'S3 gives other bytes than those that were put.',
  },
  'secrets-down': {
    place: 'secrets',
    does: 'Secrets Manager answers every call with 500 InternalServiceError.',
  },
  'secrets-slow': {
    place: 'secrets',
    does: 'Secrets Manager answers every call only after so many seconds.',
    seconds: 1,
  },
  'clock-skew': {
    place: 'function',
    does: 'The clock of all functions is so many seconds ahead, or behind where they are negative.',
    seconds: 600,
  },
  'sockets-dead': {
    place: 'function',
    does: 'The connections that a function kept open are dead when its environment thaws, and show it only when used.',
  },
  'processing-killed': {
    place: 'function',
    does: 'The environment of a processing function dies at a random moment within so many seconds of a batch’s start.',
    seconds: 0.05,
  },
  'processing-timeout': {
    place: 'function',
    does: 'A processing function hangs at a random moment within so many seconds of a batch’s start, until its timeout ends it.',
    seconds: 0.05,
  },
  'processing-throttled': {
    place: 'function',
    does: 'Lambda runs no processing function: 429 TooManyRequestsException.',
  },
  'ingestion-killed': {
    place: 'function',
    does: 'The environment of the ingestion function dies at a random moment within so many seconds of a request’s start.',
    seconds: 0.005,
  },
  'ingestion-timeout': {
    place: 'function',
    does: 'The ingestion function hangs at a random moment within so many seconds of a request’s start, until its timeout ends it.',
    seconds: 0.005,
  },
  'ingestion-throttled': {
    place: 'function',
    does: 'Lambda runs no ingestion function: 429 TooManyRequestsException.',
  },
  'audit-killed': {
    place: 'function',
    does: 'The environment of the audit’s function dies as soon as it starts a run.',
    seconds: 0,
  },
  'schedules-stopped': {
    place: 'schedule',
    does: 'EventBridge calls no function on its schedule.',
  },
  'telemetry-cut': {
    place: 'telemetry',
    does: 'Logs get only the first half of each line with metrics, which no program can read.',
  },
  'telemetry-lost': {
    place: 'telemetry',
    does: 'Logs get no line with metrics.',
  },
} as const satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof faultCatalogue;

export const faultNames = Object.keys(faultCatalogue) as readonly FaultName[];

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faultCatalogue, name);
}

/** A row of the catalogue by its name, with the fields that not every row has. */
export function kindOf(name: FaultName): FaultKind {
  return faultCatalogue[name];
}
