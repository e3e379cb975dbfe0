import { join } from 'node:path';
import { createClients } from '../../../client/stage/clients.ts';
import { findStage } from '../../../client/stage/stage.ts';
import type { DrillStage } from './drill-stage.ts';

/**
 * A stage on AWS, or on whatever this shell's AWS tools go to: account, region and endpoints are found as every AWS tool
 * finds them. It has real time.
 *
 * @param time of a stage whose time is another one
 */
export function openDeployed(
  name: string,
  time: Partial<Pick<DrillStage, 'now' | 'clockFactor'>> = {},
): DrillStage {
  const root = join(import.meta.dirname, '..', '..', '..');
  const stage = findStage(name, root);
  const clients = createClients(stage);
  return {
    ...{ stage, clients, root, now: Date.now, clockFactor: 1, ...time },
    async stop() {
      clients.destroy();
    },
  };
}
