import type { Command } from 'commander';
import { accountOf } from '../../client/alarms/deployed-alarms.ts';
import { chooseAlarms, type TestedSeverity, testAlarms } from '../../client/alarms/test-alarms.ts';
import { createSnsClient } from '../../client/stage/sns-client.ts';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { type ChangeFlags, type ProgramContext, print } from '../command.ts';
import { confirmChange, connectToChange } from '../confirm-change.ts';

export type TestFlags = ChangeFlags;

const done = { P: 'page', T: 'ticket' } as const;

/** `spillway alarms test` */
export function test(options: TestFlags, command: Command, context: ProgramContext): Promise<void> {
  return connectToChange(command, context, async (connected) => {
    const { clients, stage, lines } = connected;
    const chosen = await chooseAlarms(clients.cloudWatch, stage.name, lines);
    const names = chosen.map(({ name }) => name).join(' and ');
    await confirmChange(connected, options, context, async () => ({
      what: `Fire ${names} as a test, which wakes whoever is on call`,
      account: accountOf(chosen),
    }));
    const sns = createSnsClient(stage);
    try {
      const severities = await testAlarms({ cloudWatch: clients.cloudWatch, sns }, chosen);
      print(options, context, { severities }, (_, out) => {
        for (const one of severities) printSeverity(one, out);
      });
      if (!stage.isEmbedded && severities.some(isUnheard)) context.setExitCode(exitCodes.failed);
    } finally {
      sns.destroy();
    }
  });
}

function isUnheard({ subscriptions }: TestedSeverity): boolean {
  return subscriptions.length === 0 || subscriptions.some(({ isConfirmed }) => !isConfirmed);
}

function printSeverity(
  { severity, alarm, topicArn, subscriptions }: TestedSeverity,
  out: Terminal,
) {
  const topic = topicArn.slice(topicArn.lastIndexOf(':') + 1);
  out.line(out.style('bold', `A ${done[severity]}: ${alarm} is in ALARM, and ${topic} tells`));
  if (subscriptions.length === 0) out.line(out.style('red', '  nobody: it has no subscription.'));
  for (const { protocol, endpoint, isConfirmed } of subscriptions) {
    const line = `  ${protocol} ${endpoint}`;
    if (isConfirmed) out.line(line);
    else out.line(out.style('red', `${line}: nobody confirmed it, so nothing is sent there.`));
  }
}
