import type { Command } from 'commander';
import { planRollBack, rollBack } from '../../client/deployments/roll-back.ts';
import type { WebhookFunction } from '../../client/logs/log-query.ts';
import { createCallAws } from '../../client/stage/call-aws.ts';
import { type ChangeFlags, type ProgramContext, print } from '../command.ts';
import { confirmChange, connectToChange } from '../confirm-change.ts';

export interface RollbackFlags extends ChangeFlags {
  readonly function: WebhookFunction;
  readonly to?: string;
}

/** `spillway rollback` */
export function rollback(
  options: RollbackFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connectToChange(command, context, async (connected) => {
    const { clients, stage, lines } = connected;
    context.err.progress('reading …');
    const callAws = createCallAws(clients, { stack: stage.stack });
    const of = { stage: stage.name, name: options.function };
    const plan = await planRollBack(of, options.to, callAws);
    context.err.progress('');
    await confirmChange(connected, options, context, async () => ({
      what: `Let version ${plan.to} of ${plan.function}, published ${plan.publishedAt}, take the calls instead of ${plan.from}`,
    }));
    await rollBack(of, plan, callAws);
    print(options, context, plan, ({ from, to, publishedAt }, out) => {
      const text = `Version ${to} of ${options.function}, published ${publishedAt}, takes the calls now.`;
      out.line(out.style('bold', text));
      out.line(`To undo it: ${lines.same({ to: from })}`);
    });
  });
}
