import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { countResent } from '../../../client/audit/count-resent.ts';
import { switchFaults } from '../../../client/faults/switch-faults.ts';
import { findQueue } from '../../../client/stage/queues.ts';
import type { Injection } from '../drill.ts';
import { DrillFailure, type DrillRun } from './drill-run.ts';
import { runStep } from './run-step.ts';

/** Makes one thing go wrong. */
export async function inject(injection: Injection, run: DrillRun): Promise<void> {
  if ('fault' in injection) await switchOn(injection, run);
  else if ('load' in injection) await run.loads.start(injection.load, true);
  else if ('message' in injection) await putMessage(injection, run);
  else await runStep(injection, run);
}

async function switchOn(
  { fault, ...order }: Extract<Injection, { fault: unknown }>,
  { on: { stage } }: DrillRun,
): Promise<void> {
  if (stage.stack === undefined) {
    throw new DrillFailure(`Stage ${stage.name} has no faults to switch on.`);
  }
  await switchFaults(stage.stack, { method: 'PUT', name: fault, order });
}

async function putMessage(
  { message, to, times = 1 }: Extract<Injection, { message: unknown }>,
  { on: { clients, stage } }: DrillRun,
): Promise<void> {
  const QueueUrl = await findQueue(clients.sqs, stage.name, to);
  for (let left = times; left > 0; left--) {
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: message }));
  }
  // Nobody accepted them, and they end all the same.
  if (to === 'intake') await countResent(clients.cloudWatch, stage.name, times);
}
