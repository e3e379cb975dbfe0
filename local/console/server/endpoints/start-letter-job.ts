import { randomUUID } from 'node:crypto';
import { explainError } from '../../../../client/explain-error.ts';
import type { ConsoleContext, Endpoint } from '../endpoint.ts';
import { discardJob } from '../jobs/discard-job.ts';
import type { JobPorts } from '../jobs/letter-desk.ts';
import type { LetterJob } from '../jobs/letter-job.ts';
import type { LetterOrder, LetterWish } from '../jobs/letter-order.ts';
import { openLetters } from '../jobs/open-letters.ts';
import { readLetterOrder } from '../jobs/read-letter-order.ts';
import { redriveJob } from '../jobs/redrive-job.ts';

/** Begins to send dead letters through again, or to discard them, and answers at once. */
export const startLetterJob: Endpoint = {
  method: 'POST',
  path: '/api/letter-jobs',
  async answer({ body }, context): Promise<LetterJob> {
    const order = readLetterOrder(body);
    const id = idOf(order);
    return context.desk.start({
      ...{ id, wish: body as LetterWish, goOn: goOnLine(id, order, context) },
      work: (ports) => carryOut(id, order, context, ports),
      explain(error) {
        const { message, remedy } = explainError(error, context.stage, context.lines);
        return { message, ...(remedy === undefined ? {} : { remedy }) };
      },
    });
  },
};

function idOf(order: LetterOrder): string {
  return (order.kind === 'redrive' ? order.resume : undefined) ?? randomUUID();
}

async function carryOut(
  runId: string,
  order: LetterOrder,
  context: ConsoleContext,
  ports: JobPorts,
) {
  const letters = await openLetters(context);
  return order.kind === 'redrive'
    ? redriveJob({ runId, order, context, letters }, ports)
    : discardJob({ order, context, letters }, ports);
}

function goOnLine(id: string, order: LetterOrder, { lines }: ConsoleContext): string {
  if (order.kind === 'discard') {
    const { filter, why } = order;
    return lines.other(['dlq', 'discard', ...(order.id ?? [])], { ...filter, reason: why });
  }
  const { filter, ratePerSecond: rate, stopAfter } = order;
  return lines.other(['dlq', 'redrive'], { ...filter, rate, stopAfter, resume: id });
}
