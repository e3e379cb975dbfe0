import type { Endpoint } from '../endpoint.ts';
import { readRunbook } from '../runbook/read-runbook.ts';
import { blockOf, type RanBlock, runBlock } from '../runbook/run-step.ts';

/** Runs a block of a page that only reads. Query: what stands for its placeholders, by their names. */
export const runLook: Endpoint = {
  method: 'GET',
  path: '/api/runbooks/{alarm}/steps/{step}',
  async answer({ params: { alarm = '', step }, query, signal }, context): Promise<RanBlock> {
    const page = await readRunbook(alarm, context);
    const values = new Map(query);
    return runBlock(blockOf(page, step, 'run'), page, context, {
      ...{ values, signal, isConfirmed: false },
    });
  },
};
