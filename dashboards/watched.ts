/** What a stage's dashboards and alarms observe: deployed names, and the limits from which thresholds follow. */
export interface Watched {
  readonly stage: string;
  readonly region: string;
  readonly apiName: string;
  readonly intakeQueue: string;
  readonly deadLetterQueue: string;
  readonly ingestion: WatchedFunction;
  readonly processing: WatchedFunction;
  /** The id of the event source mapping. */
  readonly mappingId: string;
  readonly maxConcurrency: number;
  readonly destinationAttempts: number;
  readonly intakeRetentionDays: number;
  readonly deadLetterRetentionDays: number;
  /** Without a trailing slash. */
  readonly runbookBaseUrl: string;
}

export interface WatchedFunction {
  /** The function's name, which is also its `service` in our own metrics. */
  readonly name: string;
  readonly timeoutSeconds: number;
}

export function overviewUrl({ stage, region }: Pick<Watched, 'stage' | 'region'>): string {
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${overviewName(stage)}`;
}

export function overviewName(stage: string): string {
  return `spillway-${stage}-overview`;
}

/** The URL of the alarm's page; `name` is for example `dlq-not-empty`. */
export function runbookUrl({ runbookBaseUrl }: Pick<Watched, 'runbookBaseUrl'>, name: string) {
  return `${runbookBaseUrl}/${name}.md`;
}
