import { Command } from 'commander';
import { exitCodeTable } from '../client/terminal/exit-codes.ts';
import project from '../package.json' with { type: 'json' };
import { addAlarms } from './alarms/add-alarms.ts';
import { addAnnotate } from './annotate/add-annotate.ts';
import { addAudit } from './audit/add-audit.ts';
import { addCapacity } from './capacity/add-capacity.ts';
import type { ProgramContext } from './command.ts';
import { addCompletion } from './completion/completion.ts';
import { addConsole } from './console/add-console.ts';
import { addCost } from './cost/add-cost.ts';
import { addDeliveryList } from './deliveries/add-list.ts';
import { addDeliveryShow } from './deliveries/add-show.ts';
import { addDeployments } from './deployments/add-deployments.ts';
import { addDiscard } from './dlq/add-discard.ts';
import { addLetterList } from './dlq/add-letter-list.ts';
import { addRedrive } from './dlq/add-redrive.ts';
import { addShow } from './dlq/add-show.ts';
import { addSummary } from './dlq/add-summary.ts';
import { addEnv } from './env/add-env.ts';
import { addFaults } from './fault/add-faults.ts';
import { addLoadtest } from './loadtest/add-loadtest.ts';
import { addLogs } from './logs/add-logs.ts';
import { addOff } from './maintenance/add-off.ts';
import { addOn } from './maintenance/add-on.ts';
import { addMaintenanceStatus } from './maintenance/add-status.ts';
import { nameStage } from './name-stage.ts';
import { addReconcile } from './reconcile/add-reconcile.ts';
import { refuseForeignOptions } from './refuse-foreign-options.ts';
import { addReplay } from './replay/add-replay.ts';
import { addReportList } from './report/add-list.ts';
import { addReportOpen } from './report/add-open.ts';
import { addRollback } from './rollback/add-rollback.ts';
import { addRunbook } from './runbook/add-runbook.ts';
import { addList } from './secrets/add-list.ts';
import { addRetire } from './secrets/add-retire.ts';
import { addRotate } from './secrets/add-rotate.ts';
import { addSet } from './secrets/add-set.ts';
import { addSend } from './send/add-send.ts';
import { addStatus } from './status/add-status.ts';
import { addTrace } from './trace/add-trace.ts';
import { addVersions } from './versions/add-versions.ts';

const examples = `
Examples:
  npx spillway status
  npx spillway dlq summary --stage prod`;

/** The commands. What fails is thrown as a CommandError, or as commander's own error. */
export function createProgram(context: ProgramContext): Command {
  const program = new Command('spillway')
    .description(
      'See how a stage of Spillway is and what it logs, change its secrets, and bring dead letters back.',
    )
    .version(project.version, '--version', 'print the version')
    .configureOutput({
      writeOut: (text) => context.out.line(text.replace(/\n$/, '')),
      writeErr: (text) => context.err.line(text.replace(/\n$/, '')),
      // It is thrown, and said with all others.
      outputError: () => undefined,
    })
    .addHelpText('after', `\n${exitCodeTable}\n${examples}`)
    .exitOverride()
    .hook('preAction', (_, command) => refuseForeignOptions(command))
    .hook('preAction', (_, command) => nameStage(command, context));
  addConsole(program, context, createProgram);
  addStatus(program, context);
  addAudit(program, context);
  addLogs(program, context);
  addTrace(program, context);
  addDeployments(program, context);
  addVersions(program, context);
  addRollback(program, context);
  addAlarms(program, context);
  addRunbook(program, context, createProgram);
  addMaintenance(program, context);
  addDeadLetters(program, context);
  addDeliveries(program, context);
  addReplay(program, context);
  addReconcile(program, context);
  addSecrets(program, context);
  addSend(program, context);
  addAnnotate(program, context);
  addCapacity(program, context);
  addLoadtest(program, context);
  addFaults(program, context);
  addCost(program, context);
  addReports(program, context);
  addEnv(program, context);
  addCompletion(program, context);
  return program;
}

/** `spillway maintenance …` */
function addMaintenance(program: Command, context: ProgramContext): void {
  const maintenance = program
    .command('maintenance')
    .description('A time in which alarms tell nobody, and which ends by itself.');
  for (const add of [addOn, addOff, addMaintenanceStatus]) add(maintenance, context);
}

/** `spillway dlq …` */
function addDeadLetters(program: Command, context: ProgramContext): void {
  const dlq = program
    .command('dlq')
    .description('Dead letters: what they are, and their way back or out.');
  for (const add of [addSummary, addLetterList, addShow, addRedrive, addDiscard]) add(dlq, context);
}

/** `spillway deliveries …` */
function addDeliveries(program: Command, context: ProgramContext): void {
  const deliveries = program
    .command('deliveries')
    .description('Deliveries: what the destinations got, and how each of them stands.');
  for (const add of [addDeliveryList, addDeliveryShow]) add(deliveries, context);
}

/** `spillway report …` */
function addReports(program: Command, context: ProgramContext): void {
  const report = program.command('report').description('The reports of load tests.');
  for (const add of [addReportList, addReportOpen]) add(report, context);
}

/** `spillway secrets …` */
function addSecrets(program: Command, context: ProgramContext): void {
  const secrets = program
    .command('secrets')
    .description('The secrets of sources and destinations: how old they are, and their renewal.');
  for (const add of [addList, addRotate, addSet, addRetire]) add(secrets, context);
}
