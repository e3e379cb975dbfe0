/** A command, and what it prints. */
export type Look = readonly [command: string, prints: RegExp];

/** How a command that changes something is tried: on which stage, with which values, and what shows that it did. */
export interface Change {
  readonly is: RegExp;
  /** What stands for its placeholders. */
  readonly values?: Readonly<Record<string, string>>;
  /** Commands that make the stage one on which it has something to do. */
  readonly prepare?: readonly string[];
  /** What shows that the change is in effect. */
  readonly effect: Look;
  /** Commands that bring the stage back. */
  readonly restore?: readonly string[];
}

const processing = '--function-name spillway-$SPILLWAY_STAGE-processing';
const ingestion = '--function-name spillway-$SPILLWAY_STAGE-ingestion';
const mappings = `aws lambda list-event-source-mappings ${processing}:live`;
const uuid = `$(${mappings} --query 'EventSourceMappings[0].UUID' --output text)`;
const summary = 'npx spillway dlq summary';
const deadLetter = [
  'npx spillway fault destination-down --status 410',
  'npx spillway send',
  'npx spillway fault off',
  summary,
];
const reservation = (name: string) => `aws lambda get-function-concurrency ${name}`;
const put = (name: string) =>
  `aws lambda put-function-concurrency ${name} --reserved-concurrent-executions 5`;

const rollback = (name: string): Change => ({
  is: new RegExp(`^npx spillway rollback --function ${name}$`),
  effect: [`npx spillway versions --function ${name}`, new RegExp(`^${name} +1 .* live$`, 'm')],
  restore: [`npx spillway rollback --function ${name} --to 2`],
});

/**
 * In this order: what is paused is switched on again by the next one, and what leaves lines in the log comes last, since
 * pages see in the log that a trouble is over.
 */
export const changes: readonly Change[] = [
  rollback('processing'),
  rollback('ingestion'),
  {
    is: /secrets set <SOURCE>$/,
    values: { SOURCE: 'github' },
    effect: ['npx spillway secrets list', /github +github +current, previous/],
  },
  {
    is: /secrets set <DESTINATION>/,
    values: { DESTINATION: 'app' },
    effect: ['npx spillway secrets list', /app +current, previous/],
  },
  {
    is: /put-function-concurrency .*-ingestion/,
    values: { NUMBER: '5' },
    effect: [reservation(ingestion), /"ReservedConcurrentExecutions": 5/],
  },
  {
    is: /delete-function-concurrency .*-ingestion/,
    prepare: [put(ingestion)],
    effect: [reservation(ingestion), /^$/],
  },
  {
    is: /delete-function-concurrency .*-processing/,
    prepare: [put(processing)],
    effect: [reservation(processing), /^$/],
  },
  {
    is: /delete-function-concurrency --function-name <FUNCTION>/,
    values: { FUNCTION: 'spillway-dev-processing' },
    prepare: [put(processing)],
    effect: [reservation(processing), /^$/],
  },
  {
    is: /update-event-source-mapping --scaling-config/,
    values: { NUMBER: '3' },
    effect: [`${mappings} --query 'EventSourceMappings[].ScalingConfig' --output text`, /^[23]$/m],
  },
  {
    is: /--no-enabled/,
    effect: [`${mappings} --query 'EventSourceMappings[].State' --output text`, /^Disabled$/m],
    restore: ['npx spillway send --no-wait'],
  },
  {
    is: /update-event-source-mapping --enabled/,
    effect: ['npx spillway status', /intake +0 +0 +0/],
  },
  { is: /lambda invoke .*-audit/, effect: ['npx spillway audit', /is missing/] },
  {
    is: /dlq redrive --fingerprint/,
    prepare: deadLetter,
    effect: [summary, /There are no dead letters/],
  },
  {
    is: /dlq discard/,
    values: { REASON: 'drill' },
    prepare: deadLetter,
    effect: [summary, /There are no dead letters/],
  },
  {
    is: /^npx spillway reconcile run$/,
    effect: ['npx spillway reconcile status', /LAG/],
  },
  {
    is: /secrets set <SOURCE> --delivery-log$/,
    values: { SOURCE: 'github' },
    effect: ['npx spillway secrets list', /DELIVERY LOG OF[^\n]*\ngithub +\S/],
  },
  {
    is: /create-event-source-mapping/,
    values: { NUMBER: '3' },
    prepare: [`aws lambda delete-event-source-mapping --uuid ${uuid}`],
    effect: [`${mappings} --query 'EventSourceMappings[].State' --output text`, /^Enabled$/m],
    restore: [
      `aws lambda create-event-source-mapping ${processing}:live --event-source-arn arn:aws:sqs:us-east-1:000000000000:spillway-$SPILLWAY_STAGE-intake --function-response-types ReportBatchItemFailures --metrics-config Metrics=EventCount`,
    ],
  },
];

/** What goes wrong, and the pages whose alarms are on then. */
export const troubles: readonly {
  readonly inject: readonly string[];
  readonly pages: readonly string[];
  readonly end: readonly string[];
}[] = [
  {
    inject: ['npx spillway fault queue-down', 'npx spillway send --count 6 --no-wait'],
    pages: ['availability-burn-fast', 'availability-burn-slow', 'availability-burn-drip'],
    end: ['npx spillway fault off'],
  },
  {
    inject: ['npx spillway fault destination-down --status 410', 'npx spillway send --count 12'],
    pages: ['dlq-not-empty', 'dlq-growing'],
    end: ['npx spillway fault off', 'npx spillway dlq redrive'],
  },
  {
    inject: [
      `aws lambda update-event-source-mapping --no-enabled --uuid ${uuid}`,
      'npx spillway send --no-wait',
    ],
    pages: ['consumer-dead', 'queue-stalled'],
    end: [`aws lambda update-event-source-mapping --enabled --uuid ${uuid}`],
  },
];

/**
 * What a drill tries instead: books are exact at rest only, by the clock of this machine, and the drill of
 * conservation-residue lets that jump.
 */
export const drilled = /^npx spillway audit write-off/;
