import type { CurrentAlarm } from '../../client/alarms/current-alarm.ts';
import type { AlarmGroup } from '../../client/alarms/group-alarms.ts';
import type { Trouble } from '../../client/alarms/read-trouble.ts';
import type { CommandLines } from '../../client/command-lines.ts';
import { stageTitle } from '../../client/stage/stage-title.ts';
import { formatSeconds, formatTable } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import type { Connected } from '../connect.ts';

/** Writes for people what is wrong. @param isAllWanted whether the alarms that are not on are listed too */
export function printTrouble(
  trouble: Trouble,
  out: Terminal,
  { stage, lines }: Connected,
  isAllWanted = false,
): void {
  out.line(out.style('bold', `${stageTitle(stage)}: ${summaryOf(trouble)}`));
  printMaintenance(trouble, out);
  for (const group of trouble.on) printGroup(group, trouble, out, lines);
  for (const { name, since = '' } of trouble.blind) {
    out.line();
    out.line(`${out.style('yellow', 'NO VERDICT')}  ${name} since ${since}`);
    out.line('    CloudWatch does not evaluate it: what it watches for would go unseen.');
  }
  if (isAllWanted) printAll(trouble, out);
  for (const text of trouble.notKnown) {
    out.line(out.style('yellow', printable(`Not known: ${text}`)));
  }
}

function summaryOf({ watching, on }: Trouble): string {
  const count = on.reduce((sum, { siblings }) => sum + 1 + siblings.length, 0);
  if (count === 0) return `no alarm is on, of ${watching} that watch.`;
  const firing = count === 1 ? '1 alarm is on' : `${count} alarms are on`;
  return `${firing}, of ${watching} that watch.${on.length > 1 ? ' Begin with the first.' : ''}`;
}

function printMaintenance({ maintenance }: Trouble, out: Terminal): void {
  if (maintenance?.status !== 'ACTIVE') return;
  const { until, reason } = maintenance;
  out.line(out.style('yellow', printable(`Maintenance is on until ${until}: ${reason}`)));
}

/** Nobody should look for another cause while the old one is still in what is measured. */
const longSeconds = 600;

function printGroup(
  { first, siblings }: AlarmGroup,
  { at }: Trouble,
  out: Terminal,
  lines: CommandLines,
): void {
  out.line();
  out.line(`${out.style('red', 'ALARM')}  ${titleOf(first, at)}`);
  out.line(`    ${printable(first.reason)}`);
  if (first.impact !== undefined) out.line(`    ${printable(first.impact)}`);
  if ((first.windowSeconds ?? 0) >= longSeconds) {
    const window = formatSeconds(first.windowSeconds ?? 0);
    out.line(
      `    It looks at the last ${window}, and may be on for that long after its cause is gone.`,
    );
  }
  if (siblings.length > 0) out.line('    On with it, mostly for the same cause:');
  for (const one of siblings) out.line(`      ${titleOf(one, at)}`);
  out.line(`    ${out.style('bold', lines.other(['runbook', first.name]))}`);
}

const meanings = { P: 'wakes someone', T: 'waits for the morning' } as const;

function titleOf({ name, severity, since, isMuted }: CurrentAlarm, at: string): string {
  const seconds = (Date.parse(at) - Date.parse(since ?? at)) / 1000;
  return [
    `${name}  ${severity === undefined ? 'tells nobody' : `${severity}, ${meanings[severity]}`}`,
    ...(since === undefined ? [] : [`since ${since} (${formatSeconds(seconds)})`]),
    ...(isMuted ? ['muted'] : []),
  ].join('  ');
}

function printAll({ alarms }: Trouble, out: Terminal): void {
  out.line();
  const rows = alarms
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ name, state, severity = '–', since = '–', isMuted }) => [
      ...[name, severity, state, since],
      isMuted ? 'muted' : '',
    ]);
  for (const line of formatTable(['ALARM', 'SEVERITY', 'STATE', 'SINCE', ''], rows)) out.line(line);
}
