import { exitCodes } from '../../client/exit-codes.ts';
import { type Connected, type ProgramContext, print } from '../command.ts';
import { confirmChange } from '../confirm-change.ts';
import { progressBar } from '../progress-bar.ts';
import { accountOf, findQueue, readArn, readDepth } from '../queues.ts';
import {
  cancelMove,
  type MoveOptions,
  type MoveResult,
  moveDeadLetters,
} from './move-dead-letters.ts';
import { printMove } from './print-redrive.ts';
import type { RedriveFlags } from './redrive-command.ts';

/** Has SQS itself move them all. */
export async function redriveAll(
  connected: Connected,
  options: RedriveFlags,
  context: ProgramContext,
): Promise<void> {
  const { sqs } = connected.clients;
  const describe = (visible: number) =>
    `Have SQS move all (about ${visible}) dead letters to the intake queue, ${options.rate} a second`;
  const move = await prepare(connected, options, context, describe);
  report(connected, options, context, await moveDeadLetters(sqs, move));
}

/** Ends what SQS does. */
export async function cancelRedrive(
  connected: Connected,
  options: RedriveFlags,
  context: ProgramContext,
): Promise<void> {
  const describe = () => 'End the move of dead letters that SQS does';
  const move = await prepare(connected, options, context, describe);
  const result = await cancelMove(connected.clients.sqs, move);
  if (result !== undefined) {
    print(options, context, result, (end, out) => printMove(end, out, connected.lines));
    return;
  }
  const none = { moved: 0, stopped: 'none' };
  print(options, context, none, (_, out) => out.line('SQS moves no dead letters.'));
}

async function prepare(
  connected: Connected,
  options: RedriveFlags,
  context: ProgramContext,
  describe: (visible: number) => string,
): Promise<MoveOptions> {
  const { clients, stage, lines } = connected;
  const { now, signal, sleep, err } = context;
  const startedAt = now();
  const queueUrl = await findQueue(clients.sqs, stage.name, 'dead-letters');
  return {
    deadLetterArn: await readArn(clients.sqs, queueUrl),
    intakeArn: await readArn(clients.sqs, await findQueue(clients.sqs, stage.name, 'intake')),
    ratePerSecond: options.rate,
    ...{ signal, sleep, lines },
    confirm: () =>
      confirmChange(connected, options, context, async () => {
        const { visible } = await readDepth(clients.sqs, queueUrl);
        return { what: describe(visible), account: accountOf(queueUrl) };
      }),
    onProgress: (moved, toMove) =>
      err.progress(progressBar(moved, toMove, { startedAt, now: now() })),
  };
}

function report(
  { lines }: Connected,
  options: RedriveFlags,
  context: ProgramContext,
  result: MoveResult,
): void {
  print(options, context, result, (end, out) => printMove(end, out, lines));
  if (result.stopped !== 'drained') context.setExitCode(exitCodes.interrupted);
}
