import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { createHalt } from './halt.ts';

it('tells a thread that is busy to stop', async () => {
  const halt = createHalt();
  const module = JSON.stringify(join(import.meta.dirname, 'halt.ts'));
  const busy = `import(${module}).then(({ openHalt }) => {
    const isHalted = openHalt();
    require('node:worker_threads').parentPort.postMessage(isHalted());
    while (!isHalted());
  });`;
  const worker = new Worker(busy, { eval: true });
  const exited = once(worker, 'exit');
  expect(await once(worker, 'message')).toEqual([false]);
  halt();

  expect(await exited).toEqual([0]);
});
