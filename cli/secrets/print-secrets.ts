import type { CommandLines } from '../../client/command-lines.ts';
import type { NewSecret } from '../../client/secrets/change-secret.ts';
import { describeRotation } from '../../client/secrets/describe-rotation.ts';
import type { ListedSecret, SecretList } from '../../client/secrets/list-secrets.ts';
import { stageTitle } from '../../client/stage/stage-title.ts';
import { formatSeconds, formatTable } from '../../client/terminal/format.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import type { Connected } from '../connect.ts';

/** Writes the secrets for people: no value, unless the list holds them. */
export function printSecrets(
  list: SecretList,
  terminal: Terminal,
  { stage, lines }: Connected,
): void {
  const { sources, destinations, deliveryLogs } = list;
  terminal.line(terminal.style('bold', stageTitle(stage)));
  terminal.line();
  printTable(['SOURCE', 'SENDER', 'SLOTS', 'LAST CHANGED', 'AGE'], sources, terminal);
  terminal.line();
  printTable(['DESTINATION', '', 'SLOTS', 'LAST CHANGED', 'AGE'], destinations, terminal);
  if (deliveryLogs.length > 0) {
    terminal.line();
    printTable(['DELIVERY LOG OF', '', 'SLOTS', 'LAST CHANGED', 'AGE'], deliveryLogs, terminal);
  }
  printNotes(sources, terminal, lines);
  printNotes(deliveryLogs, terminal, lines);
  printNotes(destinations, terminal, lines);
  printValues(list, terminal);
}

function printTable(header: readonly string[], secrets: readonly ListedSecret[], out: Terminal) {
  const rows = secrets.map(({ name, sender = '', slots, changedAt = '–', ageSeconds }) => [
    name,
    sender,
    slots.join(', ') || '–',
    changedAt.replace(/\.\d+Z$/, 'Z'),
    ageSeconds === undefined ? '–' : formatSeconds(ageSeconds),
  ]);
  for (const line of formatTable(header, rows)) out.line(line);
}

function printNotes(secrets: readonly ListedSecret[], terminal: Terminal, lines: CommandLines) {
  printProblems(secrets, terminal);
  for (const { name, rotations } of secrets) {
    for (const rotation of rotations) {
      const colour = rotation.state === 'safe' ? 'green' : 'yellow';
      const text = describeRotation(name, rotation, lines);
      terminal.line(`\n${terminal.style(colour, name)}: ${text}`);
    }
  }
}

/** Those that share one stand together. */
function printProblems(secrets: readonly ListedSecret[], terminal: Terminal): void {
  const sharing = Map.groupBy(secrets, ({ problem }) => problem);
  for (const [problem, shared] of sharing) {
    if (problem === undefined) continue;
    const names = shared.map(({ name }) => name).join(', ');
    terminal.line(`\n${terminal.style('yellow', names)}: ${problem}`);
    for (const line of shared.flatMap(({ mendBy = [] }) => mendBy)) terminal.line(`  ${line}`);
  }
}

function printValues({ sources, destinations }: SecretList, terminal: Terminal): void {
  for (const { name, values = {} } of [...sources, ...destinations]) {
    for (const [slot, value] of Object.entries(values)) {
      terminal.line(`\n${name} ${slot}\n  ${value}`);
    }
  }
}

/** Writes what to do with a new secret. */
export function printNewSecret(result: NewSecret, out: Terminal): void {
  const { source, secret, enterAt, slots, next } = result;
  const old = slots.includes('previous') ? ' The one before stays valid as `previous`.' : '';
  out.line(`${out.style('bold', `${source} has a new secret, \`current\`.`)}${old}`);
  if (secret !== undefined) {
    out.line();
    out.line(`Paste this at ${enterAt}:`);
    out.line();
    out.line(`  ${secret}`);
    out.line();
    out.line('It is shown this once, here only: it is kept in Secrets Manager and nowhere else.');
  }
  out.line();
  next.forEach((step, index) => {
    out.line(next.length === 1 ? step : `${index + 1}. ${step}`);
  });
}
