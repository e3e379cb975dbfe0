import { z } from 'zod';
import { BadRequestError, type Endpoint } from '../endpoint.ts';
import { readRunbook } from '../runbook/read-runbook.ts';
import { blockOf, type RanBlock, runBlock } from '../runbook/run-step.ts';

const order = z.object({
  /** The stage's name, as whoever confirmed it has typed or seen it. */
  stage: z.string(),
  values: z.record(z.string(), z.string()).default({}),
});

/** What is ordered, by the page that asked before. */
export type ChangeOrder = z.input<typeof order>;

/** Runs a block of a page that changes something. It goes on when nobody waits for its answer any more. */
export const runChange: Endpoint = {
  method: 'POST',
  path: '/api/runbooks/{alarm}/steps/{step}',
  async answer({ params: { alarm = '', step }, body }, context): Promise<RanBlock> {
    const { data } = order.safeParse(body);
    if (data?.stage !== context.stage.name) {
      throw new BadRequestError(
        `Nobody confirmed that it changes the stage ${context.stage.name}.`,
      );
    }
    const page = await readRunbook(alarm, context);
    return runBlock(blockOf(page, step, 'danger'), page, context, {
      values: new Map(Object.entries(data.values)),
      ...{ signal: context.signal, isConfirmed: true },
    });
  },
};
