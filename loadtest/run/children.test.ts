import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { createChildren } from './children.ts';

/** Starts a process that is ready once it has written something, and ends only when told to. */
async function startChild(onTerminate: string) {
  const program = `process.on('SIGTERM', () => { ${onTerminate} }); setInterval(() => {}, 1000); console.log('ready');`;
  const child = spawn(process.execPath, ['-e', program]);
  await once(child.stdout, 'data');
  return child;
}

it('asks each child to stop, the latest first', async () => {
  const children = createChildren();
  const ended: string[] = [];
  for (const name of ['stack', 'load']) {
    const child = await startChild('process.exit(7)');
    child.once('exit', (code) => ended.push(`${name} ${code}`));
    children.add(child);
  }
  await children.stopAll();

  expect(ended).toEqual(['load 7', 'stack 7']);
});

it('kills a child that does not stop in time', async () => {
  const children = createChildren(100);
  const child = await startChild('');
  children.add(child);
  await children.stopAll();

  expect(child.signalCode).toBe('SIGKILL');
});

it('has nothing to do for a child that has ended', async () => {
  const children = createChildren();
  const child = spawn(process.execPath, ['-e', '']);
  children.add(child);
  await once(child, 'exit');
  await children.stopAll();

  expect(child.exitCode).toBe(0);
});
