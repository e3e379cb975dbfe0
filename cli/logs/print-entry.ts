import { describeFields } from '../../client/logs/describe-fields.ts';
import type { LogEntry } from '../../client/logs/log-entry.ts';
import type { LogLevel } from '../../client/logs/log-record.ts';
import { printable, printableJson } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';

const colours: Readonly<Partial<Record<LogLevel, Parameters<Terminal['style']>[0]>>> = {
  ERROR: 'red',
  CRITICAL: 'red',
  WARN: 'yellow',
};

/** Time, function, level, message and fields; or the document as it was logged. */
export function printEntry(out: Terminal, entry: LogEntry, isJson: boolean): void {
  const { at, function: name, record, line } = entry;
  const time = new Date(at).toISOString();
  if (isJson) {
    out.line(printableJson(documentOf(entry)));
    return;
  }
  const level = out.style(colours[record.level] ?? 'dim', record.level.padEnd(5));
  const text = record.kind === 'text' ? line : record.message;
  const [first = '', ...rest] = `${text}${describeFields(record.fields)}`.split(/\r?\n|\r/);
  out.line(`${time}  ${name.padEnd(10)}  ${level}  ${printable(first)}`);
  for (const more of rest) out.line(`    ${printable(more)}`);
}

/** Of a line that is no document: when and where it was written. */
function documentOf({ at, function: name, record, line }: LogEntry): unknown {
  if (record.kind === 'own' || record.kind === 'request') return JSON.parse(line);
  const timestamp = new Date(at).toISOString();
  return { timestamp, function: name, level: record.level, message: record.message };
}
