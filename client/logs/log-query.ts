import { type LogLevel, type LogRecord, logLevels } from './log-record.ts';

/** Those that a webhook passes through. */
export const webhookFunctions = ['ingestion', 'processing'] as const;
export type WebhookFunction = (typeof webhookFunctions)[number];
/** A function, or the API before them with its access log. */
export type LogWriter = WebhookFunction | 'audit' | 'reconciliation' | 'gateway';

/** Which lines are wanted. */
export interface LogQuery {
  /** Those that a webhook passes through, where absent. */
  readonly functions?: readonly LogWriter[];
  /** Milliseconds since 1970, as is `until`. */
  readonly since: number;
  readonly until?: number;
  /** Only lines about this webhook. */
  readonly deliveryId?: string;
  /** Only lines about this request: the answer's `x-amzn-requestid`. */
  readonly trackingId?: string;
  /** At least. */
  readonly level?: LogLevel;
}

/**
 * The filter pattern that leaves as much as possible where it is. It may let more through than is wanted: what it
 * can't say exactly is checked by `isWanted`.
 */
export function filterPatternOf({ deliveryId, trackingId, level }: LogQuery): string | undefined {
  const fields = [
    ...(deliveryId === undefined ? [] : [`$.deliveryId = "${patternText(deliveryId)}"`]),
    ...(trackingId === undefined ? [] : [`$.trackingId = "${patternText(trackingId)}"`]),
  ];
  if (fields.length > 0) return `{ ${fields.join(' && ')} }`;
  if (level === undefined || rank(level) < rank('WARN')) return undefined;
  const levels = logLevels.filter((one) => rank(one) >= rank(level));
  return [
    ...levels.map((one) => `?${one}`),
    ...(rank(level) <= rank('ERROR') ? failures : []),
  ].join(' ');
}

/** As Lambda words them: in plain text, and in JSON as a status. */
const failures = ['?"Status: "', '?"timed out"', '?timeout', '?error', '?failure'];

export function isWanted({ deliveryId, trackingId, level }: LogQuery, record: LogRecord): boolean {
  const { fields } = record;
  return (
    (deliveryId === undefined || fields.deliveryId === deliveryId) &&
    (trackingId === undefined || fields.trackingId === trackingId) &&
    (level === undefined || rank(record.level) >= rank(level))
  );
}

const longestText = 400;

/** A sender chose the id. From the first character that may mean something in a pattern, anything will do. */
function patternText(id: string): string {
  const [plain = ''] = /^[\w.:/@+-]*/.exec(id) ?? [];
  const isWhole = plain === id && id.length <= longestText;
  return isWhole ? id : `${plain.slice(0, longestText)}*`;
}

function rank(level: LogLevel): number {
  return logLevels.indexOf(level);
}
