import type { Command } from 'commander';
import { readAudit } from '../../client/audit/read-audit.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { connect } from '../connect.ts';
import { printAudit } from './print-audit.ts';

/** `spillway audit` */
export function audit(options: Shared, command: Command, context: ProgramContext): Promise<void> {
  return connect(command, context, async (connected) => {
    const { clients, stage } = connected;
    const report = await readAudit(clients, stage.name, context.now());
    print(options, context, report, (result, out) => printAudit(result, out, connected));
  });
}
