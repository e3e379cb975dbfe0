/** What a stage's dashboards and alarms observe: deployed names, and the limits from which thresholds follow. */
export interface Watched {
  readonly stage: string;
  readonly region: string;
  readonly apiName: string;
  readonly intakeQueue: string;
  readonly deadLetterQueue: string;
  readonly deliveryTable: string;
  readonly ingestion: WatchedFunction;
  readonly processing: WatchedFunction;
  /** All of the stage's functions. */
  readonly functions: readonly Pick<WatchedFunction, 'name'>[];
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** By source, for those from which something is expected: how often, as it is declared. */
  readonly cadences: Readonly<Record<string, string>>;
  readonly audit: Pick<WatchedFunction, 'name'>;
  /** The sources whose sender's log of deliveries is read. */
  readonly deliveryLogs: readonly string[];
  /** There is none where no source has such a log. */
  readonly reconciliation: Pick<WatchedFunction, 'name'>;
  /** The id of the event source mapping. */
  readonly mappingId: string;
  readonly maxConcurrency: number;
  /** The account's quota of concurrent executions in this Region. */
  readonly accountConcurrency: number;
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
  readonly memoryMb: number;
}

export function logGroupOf({ name }: Pick<WatchedFunction, 'name'>): string {
  return `/aws/lambda/${name}`;
}

/** The API's access log. */
export function accessLogOf({ apiName }: Pick<Watched, 'apiName'>): string {
  return `/aws/apigateway/${apiName}`;
}

/** What `npx spillway annotate` wrote. */
export function annotationLogOf({ stage }: Pick<Watched, 'stage'>): string {
  return `/spillway/${stage}/annotations`;
}

/** CloudWatch's console, without the page behind `#`. */
export function consoleUrl({ region }: Pick<Watched, 'region'>): string {
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
}

export function overviewUrl(watched: Pick<Watched, 'stage' | 'region'>): string {
  return dashboardUrl(watched, 'overview');
}

export function dashboardUrl(
  watched: Pick<Watched, 'stage' | 'region'>,
  name: 'overview' | 'pipeline',
): string {
  return `${consoleUrl(watched)}#dashboards/dashboard/${dashboardName(watched.stage, name)}`;
}

export function dashboardName(stage: string, name: 'overview' | 'pipeline'): string {
  return `spillway-${stage}-${name}`;
}

/** The URL of the alarm's page; `name` is for example `dlq-not-empty`. */
export function runbookUrl({ runbookBaseUrl }: Pick<Watched, 'runbookBaseUrl'>, name: string) {
  return `${runbookBaseUrl}/${name}.md`;
}
