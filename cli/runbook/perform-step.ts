import { accountOf, readTellingAlarms } from '../../client/alarms/deployed-alarms.ts';
import { adviceIn, type Step } from '../../client/runbook/steps.ts';
import { suggestValues } from '../../client/runbook/suggest-values.ts';
import { placeholdersOf } from '../../runbooks/pages/placeholders.ts';
import type { CommandBlock, Remark } from '../../runbooks/pages/runbook-page.ts';
import { askLine } from './choose.ts';
import { printMarkdown } from './print-page.ts';
import { runBlock } from './run-block.ts';
import type { Session } from './session.ts';
import { tellAlarm } from './watch-alarm.ts';

/** Runs a step's block; what changes something only after it was confirmed. */
export async function performStep(step: Step, session: Session): Promise<void> {
  const { section, block } = step;
  if (block === undefined) return;
  const { transcript, context } = session;
  transcript?.step(section, block.lead);
  if (!(await askValues(block.commands, session))) return notRun(session, 'no value was given');
  if (block.tag === 'run') {
    await runBlock(block, session);
    printMarkdown(adviceIn(step), context.out);
  } else if (await isConfirmed(session)) await change(block, session);
  else notRun(session, 'it was not confirmed');
  if (!context.signal.aborted) await tellAlarm(session);
}

async function change(block: CommandBlock, session: Session): Promise<void> {
  const { outcome } = await runBlock(block, session);
  for (const { command } of outcome.commands) {
    session.transcript?.changed(command, block.undo?.text);
  }
  if (!session.context.signal.aborted) await verify(block, session);
}

function notRun({ transcript, context }: Session, why: string): void {
  transcript?.line('not run', why);
  context.out.line(`Not run: ${why}.`);
}

/** @returns whether there is one for each placeholder */
async function askValues(commands: readonly string[], session: Session): Promise<boolean> {
  const { values } = session.shell;
  for (const name of placeholdersOf(commands.join('\n'))) {
    const suggested = suggestValues(name, session.outputs, session.of);
    // Of several, nobody takes the wrong one by Enter.
    const byEnter = values.get(name) ?? (suggested.length === 1 ? suggested[0] : undefined);
    const typed = await askLine(`<${name}>${hintOf(byEnter, suggested)}: `, session);
    const value = typed?.trim() || byEnter;
    if (typed === undefined || value === undefined) return false;
    values.set(name, value);
  }
  return true;
}

function hintOf(byEnter: string | undefined, suggested: readonly string[]): string {
  const others = suggested.filter((one) => one !== byEnter).slice(0, 5);
  const hints = [
    ...(byEnter === undefined ? [] : [`Enter: ${byEnter}`]),
    ...(others.length === 0 ? [] : [`seen: ${others.join(', ')}`]),
  ];
  return hints.length === 0 ? '' : ` (${hints.join('; ')})`;
}

/** Whoever changes a deployed stage types its name; the embedded one is there to be played with. */
async function isConfirmed(session: Session): Promise<boolean> {
  const { stage, clients } = session.connected;
  if (stage.isEmbedded) return (await askLine('Type yes to run it: ', session))?.trim() === 'yes';
  const account = accountOf(await readTellingAlarms(clients.cloudWatch, stage.name));
  const where = [
    ...(account === undefined ? [] : [`account ${account}`]),
    await clients.sqs.config.region(),
  ].join(', ');
  const question = `This changes the stage ${stage.name}, in ${where}. Type ${stage.name} to run it: `;
  return (await askLine(question, session))?.trim() === stage.name;
}

/** Where the page says by which command the change is seen. */
async function verify({ verify: remark }: CommandBlock, session: Session): Promise<void> {
  if (remark === undefined || !isLook(remark)) return;
  const typed = await askLine(`Verify it now with ${remark.command}? [Y/n] `, session);
  if (typed === undefined || /^n/i.test(typed.trim())) return;
  await runBlock({ commands: [remark.command], expectations: [remark.expectation] }, session);
}

function isLook(remark: Remark): remark is Remark & { readonly command: string } {
  return remark.command !== undefined && placeholdersOf(remark.command).length === 0;
}
