import { z } from 'zod';

/** What a function's `LoggingConfig` says. https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html */
export const loggingConfig = z.object({
  LogGroup: z.string().optional(),
  LogFormat: z.enum(['Text', 'JSON']).default('Text'),
  ApplicationLogLevel: z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']).default('INFO'),
  SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).default('INFO'),
});

type Config = z.output<typeof loggingConfig>;

export interface Logging {
  readonly format: Config['LogFormat'];
  /** The levels below are not written; only in JSON. */
  readonly applicationLevel: Config['ApplicationLogLevel'];
  readonly systemLevel: Config['SystemLogLevel'];
}

export function loggingOf(config: Config = loggingConfig.parse({})): Logging {
  const { LogFormat, ApplicationLogLevel, SystemLogLevel } = config;
  return {
    format: LogFormat,
    applicationLevel: ApplicationLogLevel,
    systemLevel: SystemLogLevel,
  };
}

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/** @param level of a line; one that Lambda does not know counts as INFO */
export function isLogged(level: unknown, least: string): boolean {
  const rank = levels.indexOf(String(level).toUpperCase());
  return (rank === -1 ? levels.indexOf('INFO') : rank) >= levels.indexOf(least);
}

/**
 * What of a function's own lines gets into its log group. In JSON a line is as it was written, and has the level INFO
 * unless it is a document with a known level and a time.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export function loggedLines(
  { format, applicationLevel }: Logging,
  lines: readonly string[],
): readonly string[] {
  if (format === 'Text') return lines;
  return lines.filter(
    (line) => isPlainlyLogged(line, applicationLevel) || isLogged(levelOf(line), applicationLevel),
  );
}

const levelFirst = /^\{"level":"([A-Z]+)"/;

/** Without parsing it: where the level comes first, as our logger writes it, and nowhere else. */
function isPlainlyLogged(line: string, least: string): boolean {
  const level = levelFirst.exec(line)?.[1];
  if (level === undefined || line.includes('"level"', level.length)) return false;
  // A document without a time has the level INFO.
  return isLogged(level, least) && isLogged('INFO', least);
}

function levelOf(line: string): unknown {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, timestamp } = JSON.parse(line);
    return Number.isNaN(Date.parse(timestamp)) ? undefined : level;
  } catch {
    return undefined;
  }
}
