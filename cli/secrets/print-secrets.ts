import type { CommandLines } from '../command-line.ts';
import { formatSeconds, formatTable, type Terminal } from '../terminal.ts';
import type { ListedSecret, SecretList } from './list-secrets.ts';
import type { Rotation } from './rotation.ts';

/** Writes the secrets for people: no value, unless the list holds them. */
export function printSecrets(list: SecretList, terminal: Terminal, lines: CommandLines): void {
  const { stage, sources, destinations } = list;
  terminal.line(terminal.style('bold', `Stage ${stage}`));
  terminal.line();
  printTable(['SOURCE', 'SENDER', 'SLOTS', 'LAST CHANGED', 'AGE'], sources, terminal);
  terminal.line();
  printTable(['DESTINATION', '', 'SLOTS', 'LAST CHANGED', 'AGE'], destinations, terminal);
  printNotes(sources, terminal, lines);
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

type Describe = (source: string, rotation: Rotation, lines: CommandLines) => string;

const descriptions = {
  safe: (source, rotation, lines) =>
    `${unused(rotation)}: safe to remove: ${lines.other(['secrets', 'retire', source], slotOf(rotation))}`,
  'in-use': (_, { slot, used, unusedSeconds }) =>
    `${slot} is in use: ${count(used, 'webhook')} came with it, the last ${ago(unusedSeconds)}. Change the secret at the sender`,
  'too-early': (_, rotation) => `${unused(rotation)}: wait a little longer`,
  'no-evidence': (_, { slot, unusedSeconds }) =>
    `no webhook came in since ${formatSeconds(unusedSeconds)}: nothing shows whether ${slot} is still in use`,
} as const satisfies Record<Rotation['state'], Describe>;

/** Where an old secret's way out stands, in a sentence without its full stop. */
export function describeRotation(source: string, rotation: Rotation, lines: CommandLines): string {
  return descriptions[rotation.state](source, rotation, lines);
}

function unused({ slot, unusedSeconds, acceptedMeanwhile }: Rotation): string {
  return `${slot} unused for ${hours(unusedSeconds)} while ${count(acceptedMeanwhile, 'webhook')} came in`;
}

/** In hours up to three days: so are the waits that one has in mind. */
function hours(seconds: number): string {
  const whole = Math.floor(seconds / 3600);
  return whole >= 1 && whole <= 72 ? `${whole} h` : formatSeconds(seconds);
}

function ago(seconds: number): string {
  return seconds < 120 ? 'just now' : `${formatSeconds(seconds)} ago`;
}

function count(amount: number, what: string): string {
  return `${amount.toLocaleString('en')} ${what}${amount === 1 ? '' : 's'}`;
}

function slotOf({ slot }: Rotation): { readonly slot?: string } {
  return slot === 'previous' ? {} : { slot };
}

export interface NewSecret {
  readonly source: string;
  readonly sender: string;
  /** Present where we made it up: shown this once, on stdout, because it has to be entered at the sender. */
  readonly secret?: string;
  /** The sender, and where it takes a secret. */
  readonly enterAt?: string;
  readonly slots: readonly string[];
  readonly next: readonly string[];
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
    out.line(`${index + 1}. ${step}`);
  });
}
