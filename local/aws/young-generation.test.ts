import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { startServiceThread } from './http/service-thread.ts';
import { youngGeneration } from './young-generation.ts';

const thread = `data:text/javascript,
import { parentPort } from 'node:worker_threads';
parentPort.on('message', () => parentPort.close());
parentPort.postMessage({ type: 'listening', port: 1 });`;

it('is bounded in a service, where V8 would take many times as much', async () => {
  const service = await startServiceThread(new URL(thread), { name: 'any' });
  expect(service.worker.resourceLimits).toMatchObject(youngGeneration);
  await service.stop();
  const unbounded = new Worker('', { eval: true });
  await once(unbounded, 'online');
  const { maxYoungGenerationSizeMb = 0 } = unbounded.resourceLimits ?? {};
  expect(maxYoungGenerationSizeMb).toBeGreaterThan(3 * youngGeneration.maxYoungGenerationSizeMb);
  await unbounded.terminate();
});
