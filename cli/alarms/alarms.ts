import type { Command } from 'commander';
import { readTrouble, type Trouble } from '../../client/alarms/read-trouble.ts';
import { explainError } from '../../client/explain-error.ts';
import { orAborted } from '../../client/or-aborted.ts';
import { printableJson } from '../../client/terminal/printable.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { type Connected, connect } from '../connect.ts';
import { printTrouble } from './print-trouble.ts';

export interface AlarmsFlags extends Shared {
  readonly all?: boolean;
  readonly follow?: boolean;
}

const pauseMs = 5_000;

/** `spillway alarms` */
export function alarms(
  options: AlarmsFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connect(command, context, (connected) =>
    options.follow
      ? follow(connected, options, context)
      : look(connected, context).then((trouble) => show(trouble, connected, options, context)),
  );
}

function look({ clients, stage, lines }: Connected, context: ProgramContext): Promise<Trouble> {
  return readTrouble(stage.name, {
    cloudWatch: clients.cloudWatch,
    explain: (error) => explainError(error, stage, lines).message,
    now: context.now(),
  });
}

/** Prints what has changed, until Ctrl-C. */
async function follow(
  connected: Connected,
  options: AlarmsFlags,
  context: ProgramContext,
): Promise<void> {
  const { signal, sleep } = context;
  let before: string | undefined;
  while (!signal.aborted) {
    const trouble = await look(connected, context);
    const now = JSON.stringify(statesOf(trouble));
    if (now !== before) showNews(trouble, connected, options, context);
    before = now;
    await orAborted(sleep(pauseMs), signal);
  }
}

function showNews(
  trouble: Trouble,
  connected: Connected,
  options: AlarmsFlags,
  context: ProgramContext,
): void {
  const { out } = context;
  if (options.json) out.line(printableJson(shown(trouble, options)));
  else {
    out.line(out.style('dim', trouble.at));
    show(trouble, connected, options, context);
    out.line();
  }
}

function statesOf({ alarms: all, blind, notKnown }: Trouble): unknown {
  return [all.map(({ name, state, isMuted }) => [name, state, isMuted]), blind.length, notKnown];
}

function show(
  trouble: Trouble,
  connected: Connected,
  options: AlarmsFlags,
  context: ProgramContext,
): void {
  print(options, context, shown(trouble, options), (_, out) =>
    printTrouble(trouble, out, connected, options.all),
  );
}

function shown({ alarms: all, ...trouble }: Trouble, { all: isWanted }: AlarmsFlags) {
  return isWanted ? { ...trouble, alarms: all } : trouble;
}
