import type { Endpoint } from '../endpoint.ts';
import { readRunbook } from '../runbook/read-runbook.ts';
import { blockOf, type RanBlock, verifyBlock } from '../runbook/run-step.ts';

/** Looks whether a change is seen, as its page says. Query: as of `runLook`. */
export const verifyChange: Endpoint = {
  method: 'GET',
  path: '/api/runbooks/{alarm}/steps/{step}/verification',
  async answer({ params: { alarm = '', step }, query, signal }, context): Promise<RanBlock> {
    const page = await readRunbook(alarm, context);
    return verifyBlock(blockOf(page, step, 'danger'), page, context, {
      ...{ values: new Map(query), signal, isConfirmed: false },
    });
  },
};
