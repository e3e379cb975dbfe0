import type { Limit } from '../../client/capacity/limits.ts';
import type { Capacity, Prediction } from '../../client/capacity/predict-capacity.ts';
import type { CommandLines } from '../../client/command-lines.ts';
import { formatSeconds, formatTable } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import { shellQuote } from '../../client/terminal/shell-quote.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';

/** What was typed, for the commands that follow from it. */
interface Command {
  readonly lines: CommandLines;
  /** Of `-c`. */
  readonly given: readonly string[];
}

export function printCapacity(result: Capacity, out: Terminal, command: Command): void {
  const { load, stage, warnings } = result;
  const length = load.seconds === undefined ? '' : ` for ${formatSeconds(load.seconds)}`;
  out.line(
    `${count(load.ratePerSecond)} webhooks a second${length} on stage ${stage}, where ${count(load.calmPerSecond)} a second were usual. A model; nothing was asked of AWS.\n`,
  );
  printLimits(result, out);
  out.line();
  printOutcomes(result, out);
  for (const { text } of warnings) out.line(`\n${printable(text)}`);
  printCost(result, out);
  printSettings(result, out, command);
}

function printCost({ cost, load }: Capacity, out: Terminal): void {
  const { usdPerMillion, usdPerMonth, fixedUsdPerMonth } = cost;
  out.line(
    `\nCost at list prices: $${usdPerMillion.toFixed(2)} a million. Month after month at ${count(load.ratePerSecond)} a second: $${count(usdPerMonth)}, of which $${count(fixedUsdPerMonth)} without a single webhook.`,
  );
}

function printLimits({ limits, carriesPerSecond, load }: Capacity, out: Terminal): void {
  const shown = limits.filter(({ needs }) => needs > 0);
  const header = ['', 'OF WHICH THERE IS', 'HAS', 'NEEDS', 'ENOUGH FOR', 'KIND'];
  const rows = shown.map((limit) => [
    isShort(limit) ? '✗' : '✓',
    limit.title,
    ...[limit.has, limit.needs].map((one) => count(one).padStart(8)),
    `${count(Math.floor(limit.bindsAtPerSecond))}/s`.padStart(10),
    limit.kind,
  ]);
  for (const line of formatTable(header, rows)) out.line(line);
  const short = shown.filter(isShort);
  out.line(
    `\nAs it is set the stage carries ${count(Math.floor(carriesPerSecond))} a second${short.length === 0 ? `: ${count(load.ratePerSecond)} needs nothing more.` : '. To raise, in this order:'}`,
  );
  short.forEach(({ title, remedy }, at) => {
    out.line(`  ${at + 1}. ${title}: ${remedy}`);
  });
}

const isShort = ({ has, needs }: Limit) => needs > has;

function printOutcomes({ asItIs, withEnough, load }: Capacity, out: Terminal): void {
  const columns: readonly Prediction[] = [asItIs, ...withEnough];
  const header = [
    '',
    'AS IT IS SET',
    ...withEnough.map(({ kind }) => `ENOUGH, ${kind.toUpperCase()}`),
  ];
  const row = (title: string, cell: (one: Prediction) => string) => [title, ...columns.map(cell)];
  const rows = [
    row('most webhooks waiting', (one) =>
      one.peakBacklog === 0
        ? '0'
        : `${count(one.peakBacklog)} after ${formatSeconds(one.peakBacklogAtSecond)}`,
    ),
    row('longest wait', ({ peakAgeSeconds }) => formatSeconds(peakAgeSeconds)),
    row(load.seconds === undefined ? 'nothing waits after' : 'drained, after its end', drainText),
    row('503 by the throttle', ({ refused }) => count(refused.throttled)),
    row('503 for want of an environment', ({ refused }) => count(refused.unserved)),
    row('lost: kept no longer by SQS', ({ losesByRetention }) => (losesByRetention ? 'yes' : 'no')),
    ['pollers needed', '', ...withEnough.map(({ needed }) => count(needed))],
    [
      'pollers there after',
      '',
      ...withEnough.map(({ reachedAfterSeconds: after }) =>
        after === undefined ? 'never' : formatSeconds(after),
      ),
    ],
    ['their price an hour', '', ...withEnough.map(({ usdPerHour }) => `$${usdPerHour.toFixed(2)}`)],
  ];
  for (const line of formatTable(header, rows)) out.line(line);
  out.line();
  columns.forEach((one, at) => {
    out.line(`Alarms, ${(header[at + 1] ?? '').toLowerCase()}: ${alarmsText(one)}`);
  });
}

function drainText({ drainSeconds, growthPerSecond, peakBacklog }: Prediction): string {
  if (drainSeconds === undefined) return `never: ${count(growthPerSecond)}/s more`;
  if (peakBacklog === 0) return '–';
  return drainSeconds === 0 ? 'by its end' : formatSeconds(drainSeconds);
}

function alarmsText({ alarms }: Prediction): string {
  const texts = alarms.map(
    ({ alarm, severity, afterMinutes }) => `${alarm} (${severity}, ${afterMinutes} min)`,
  );
  return texts.join(', ') || 'none';
}

function printSettings({ settings, stage }: Capacity, out: Terminal, { lines, given }: Command) {
  for (const [name, value] of Object.entries(settings.beyond))
    out.line(`\n${name} would have to be ${count(value)}, which is more than it takes.`);
  const changes = Object.entries(settings.changes).map(([name, value]) => `${name}=${value}`);
  if (changes.length === 0) return;
  const context = [...given.filter((one) => !isIn(changes, one)), ...changes];
  const flags = [`stage=${stage}`, ...context].map((one) => `-c ${shellQuote(one)}`);
  out.line(`\nWhat it takes, and a quarter more: ${lines.same({ context })}`);
  out.line(`To deploy it, once the quotas are there: npx cdk deploy ${flags.join(' ')}`);
}

/** What is set anew. */
function isIn(changes: readonly string[], given: string): boolean {
  return changes.some((one) => one.split('=')[0] === given.split('=')[0]);
}

function count(value: number): string {
  return (value < 10 ? Math.round(value * 10) / 10 : Math.round(value)).toLocaleString('en-US');
}
