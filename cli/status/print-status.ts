import type { CommandLines } from '../../client/command-lines.ts';
import { stageTitle } from '../../client/stage/stage-title.ts';
import type { AlarmStatus } from '../../client/status/read-alarms.ts';
import type { QueueStatus } from '../../client/status/read-queues.ts';
import type { RestingDestination } from '../../client/status/read-resting.ts';
import type { Status } from '../../client/status/read-status.ts';
import { formatSeconds, formatTable } from '../../client/terminal/format.ts';
import { printableLines } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import type { Connected } from '../connect.ts';

const alarmStyles = { ALARM: 'red', OK: 'green', INSUFFICIENT_DATA: 'yellow' } as const;

/** Writes a status for people. */
export function printStatus(status: Status, terminal: Terminal, { stage, lines }: Connected): void {
  const title = (text: string) => terminal.line(terminal.style('bold', text));
  title(stageTitle(stage));
  terminal.line();
  printQueues(status, terminal, lines);
  terminal.line();
  printResting(status, terminal);
  printParked(status, terminal);
  printExpected(status, terminal);
  printTable(
    ['FUNCTION (last 15 min)', 'INVOCATIONS', 'ERRORS', 'THROTTLES'],
    status.functions.map((row) => [row.name, row.invocations, row.errors, row.throttles]),
    terminal,
  );
  terminal.line();
  title('Alarms');
  if (status.alarms.length === 0) terminal.line('none');
  for (const alarm of status.alarms) printAlarm(alarm, terminal);
  if (status.notKnown.length > 0) terminal.line();
  for (const text of status.notKnown) {
    terminal.line(terminal.style('yellow', printableLines(`Not known: ${text}`)));
  }
}

function printTable(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  terminal: Terminal,
): void {
  for (const line of formatTable(header, rows)) terminal.line(line);
}

function printQueues({ queues }: Status, terminal: Terminal, lines: CommandLines): void {
  printTable(
    ['QUEUE', 'VISIBLE', 'IN FLIGHT', 'DELAYED', 'OLDEST', 'OLDEST DELAYED'],
    queues.map((queue) => [
      ...[queue.name, queue.visible, queue.inFlight, queue.delayed],
      queue.oldestAgeSeconds === undefined ? '–' : formatSeconds(queue.oldestAgeSeconds),
      delayedAge(queue),
    ]),
    terminal,
  );
  const dead = queues.find(({ role }) => role === 'dead-letters')?.visible ?? 0;
  if (dead > 0) {
    const text = `${dead} dead letters. See what they are: ${lines.other(['dlq', 'summary'])}`;
    terminal.line(terminal.style('red', text));
  }
}

function delayedAge({ delayed, oldestDelayedSeconds }: QueueStatus): string {
  if (delayed === 0) return '–';
  if (oldestDelayedSeconds === undefined) return 'not known';
  return `${formatSeconds(oldestDelayedSeconds)} at most`;
}

function printResting({ resting, at: now }: Status, terminal: Terminal): void {
  if (resting === undefined) return;
  if (resting.length === 0) {
    terminal.line('No destination rests.');
  } else {
    printTable(
      ['RESTING DESTINATION', 'FAILING SINCE, OR EARLIER', 'RESTS UNTIL', 'FAILED PROBES'],
      resting.map((one) => [
        ...[one.destination, one.failingSince],
        one.isProbed ? 'being tried' : untilText(one, now),
        one.failedProbes,
      ]),
      terminal,
    );
  }
  terminal.line();
}

/** Without a webhook nobody tries a destination, however long its rest is over. */
function untilText({ restsUntil }: RestingDestination, now: string): string {
  return restsUntil > now ? restsUntil : 'over: the next webhook tries it';
}

function printParked({ parked }: Status, terminal: Terminal): void {
  const { sources = [], destinations = [] } = parked;
  if (parked.lastHour === 0) return;
  printTable(
    ['PUT BACK UNTRIED', 'LAST 15 MIN', 'LAST HOUR'],
    [
      ...sources.map(({ name, ...count }) => ({ name: `from ${name}`, ...count })),
      ...destinations.map(({ name, ...count }) => ({
        name: `for ${name}, while it rested`,
        ...count,
      })),
      { name: 'all', ...parked },
    ].map(({ name, last15Minutes, lastHour }) => [name, last15Minutes, lastHour]),
    terminal,
  );
  terminal.line(
    'Each time that a webhook is put back counts: one that waits for long counts often.',
  );
  terminal.line();
}

function printExpected({ expected = [] }: Status, terminal: Terminal): void {
  if (expected.length === 0) return;
  printTable(
    ['EXPECTED SOURCE', 'AT LEAST EACH', 'LAST HEARD', 'SILENT FOR, OF WHAT IT MAY'],
    expected.map(({ source, expected: cadence, lastHeard, silencePercent }) => [
      ...[source, cadence, lastHeard ?? 'not yet'],
      silencePercent === undefined ? 'not watched until then' : `${silencePercent} %`,
    ]),
    terminal,
  );
  terminal.line();
}

function printAlarm({ name, state, since, reason, runbook }: AlarmStatus, terminal: Terminal) {
  const style = Object.hasOwn(alarmStyles, state)
    ? alarmStyles[state as keyof typeof alarmStyles]
    : 'red';
  const when = since ? ` since ${since}` : '';
  terminal.line(`${terminal.style(style, state)}  ${name}${when}`);
  if (state === 'ALARM') terminal.line(`    ${reason}`);
  if (state !== 'OK') terminal.line(`    ${runbook}`);
}
