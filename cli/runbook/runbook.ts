import type { Command } from 'commander';
import { readTrouble } from '../../client/alarms/read-trouble.ts';
import { CommandError } from '../../client/command-error.ts';
import { explainError } from '../../client/explain-error.ts';
import { type FoundPage, findPage } from '../../client/runbook/find-page.ts';
import { readStagePage, readWrittenPage, type StagePage } from '../../client/runbook/stage-page.ts';
import { createCallAws } from '../../client/stage/call-aws.ts';
import { readDeployedResources } from '../../client/stage/deployed-resources.ts';
import { findStage } from '../../client/stage/stage.ts';
import { createTerminal } from '../../client/terminal/terminal.ts';
import { readPageNames } from '../../runbooks/pages/read-page-names.ts';
import type { Shared } from '../command.ts';
import { createCommandLines } from '../command-line.ts';
import { type Connected, connect } from '../connect.ts';
import type { StageShellContext } from './open-stage-shell.ts';
import { listPages, printPage } from './print-page.ts';
import { runAll } from './run-all.ts';
import { openSession, shellLine, transcriptFile } from './session.ts';
import { walk } from './walk.ts';

export interface RunbookFlags extends Shared {
  readonly print?: boolean;
  readonly run?: boolean;
  readonly transcript?: string;
}

type Opened = FoundPage & StagePage;

/** `spillway runbook` */
export function runbook(
  given: string | undefined,
  options: RunbookFlags,
  command: Command,
  context: StageShellContext,
): Promise<void> {
  if (given !== undefined && isToRead(options, context)) {
    const notRunning = whyNotRunning(options, context);
    if (notRunning) return printWritten(given, notRunning, options, command, context);
  }
  return connect(command, context, async (connected) => {
    const found = await find(given, connected, context);
    if (found === undefined) return listPages(options, connected, context);
    const opened = { ...found, ...(await readPage(found, connected)) };
    if (options.run) {
      return runAll(openToRun(opened, options, connected, context), options, context);
    }
    if (isToRead(options, context)) {
      return printPage(opened, options, connected.stage.name, context);
    }
    const file = options.transcript ?? transcriptFile(context, found.alarm);
    return walk(openSession(opened, connected, context, file));
  });
}

function isToRead({ run, print, json }: RunbookFlags, { askLine }: StageShellContext): boolean {
  return !run && (print === true || json === true || askLine === undefined);
}

/** A page can be read where no embedded stack runs, also before there is any stage. */
async function printWritten(
  given: string,
  { message }: CommandError,
  options: RunbookFlags,
  command: Command,
  context: StageShellContext,
): Promise<void> {
  const found = findPage(given, readPageNames(), { lines: createCommandLines(command) });
  const read = readWrittenPage(found.pageName, message);
  printPage({ ...found, ...read }, options, undefined, context);
}

function whyNotRunning(
  { stage }: RunbookFlags,
  { root }: StageShellContext,
): CommandError | undefined {
  try {
    findStage(stage, root);
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
}

/** @returns undefined where none is named and none is on */
async function find(
  given: string | undefined,
  connected: Connected,
  context: StageShellContext,
): Promise<FoundPage | undefined> {
  const { stage, clients, lines } = connected;
  if (given !== undefined) return findPage(given, readPageNames(), { stage: stage.name, lines });
  const { on } = await readTrouble(stage.name, {
    cloudWatch: clients.cloudWatch,
    explain: explainWith(connected),
    now: context.now(),
  });
  const [group] = on;
  return group && findPage(group.first.name, readPageNames(), { stage: stage.name, lines });
}

function readPage({ pageName }: FoundPage, connected: Connected): Promise<StagePage> {
  const { stage, clients } = connected;
  return readStagePage(pageName, {
    ...{ stage: stage.name, shell: shellLine(stage), explain: explainWith(connected) },
    readResources: () =>
      readDeployedResources(stage.name, createCallAws(clients, { stack: stage.stack })),
  });
}

function explainWith({ stage, lines }: Connected) {
  return (error: unknown) => explainError(error, stage, lines).message;
}

/** With --json, what the commands print is part of the result, and of nothing else. */
function openToRun(
  opened: Opened,
  { json, transcript }: RunbookFlags,
  connected: Connected,
  context: StageShellContext,
) {
  const silent = createTerminal({ write: () => undefined });
  const shown = json ? { ...context, out: silent, err: silent } : context;
  return openSession(opened, connected, shown, transcript);
}
