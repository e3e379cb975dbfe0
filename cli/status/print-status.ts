import type { CommandLines } from '../command-line.ts';
import { formatSeconds, formatTable, type Terminal } from '../terminal.ts';
import type { AlarmStatus, Status } from './read-status.ts';

const alarmStyles = { ALARM: 'red', OK: 'green', INSUFFICIENT_DATA: 'yellow' } as const;

/** Writes a status for people. */
export function printStatus(status: Status, terminal: Terminal, lines: CommandLines): void {
  const title = (text: string) => terminal.line(terminal.style('bold', text));
  title(`Stage ${status.stage}`);
  terminal.line();
  printQueues(status, terminal, lines);
  terminal.line();
  for (const line of formatTable(
    ['FUNCTION (last 15 min)', 'INVOCATIONS', 'ERRORS', 'THROTTLES'],
    status.functions.map((row) => [row.name, row.invocations, row.errors, row.throttles]),
  )) {
    terminal.line(line);
  }
  terminal.line();
  title('Alarms');
  if (status.alarms.length === 0) terminal.line('none');
  for (const alarm of status.alarms) printAlarm(alarm, terminal);
}

function printQueues({ queues }: Status, terminal: Terminal, lines: CommandLines): void {
  const rows = queues.map((queue) => [
    queue.name,
    queue.visible,
    queue.inFlight,
    queue.delayed,
    queue.oldestAgeSeconds === undefined ? '–' : formatSeconds(queue.oldestAgeSeconds),
  ]);
  for (const line of formatTable(['QUEUE', 'VISIBLE', 'IN FLIGHT', 'DELAYED', 'OLDEST'], rows)) {
    terminal.line(line);
  }
  const dead = queues.find(({ role }) => role === 'dead-letters')?.visible ?? 0;
  if (dead > 0) {
    const text = `${dead} dead letters. See what they are: ${lines.other(['dlq', 'summary'])}`;
    terminal.line(terminal.style('red', text));
  }
}

function printAlarm({ name, state, since, reason, runbook }: AlarmStatus, terminal: Terminal) {
  const style = state in alarmStyles ? alarmStyles[state as keyof typeof alarmStyles] : 'red';
  const when = since ? ` since ${since}` : '';
  terminal.line(`${terminal.style(style, state)}  ${name}${when}`);
  if (state === 'ALARM') terminal.line(`    ${reason}`);
  if (state !== 'OK') terminal.line(`    ${runbook}`);
}
