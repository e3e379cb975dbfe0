import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../client/faults/fault.ts';
import { createTestFunction } from '../aws/lambda/function-fixture.ts';
import { createFunctionFaults } from './function-faults.ts';

vi.setConfig({ testTimeout: 30_000 });

// Says that it began, waits as long as it is told, and says what time it is.
const source = `
const loadedAt = Date.now();
export async function handler({ milliseconds = 0 }, context) {
  console.log('begun');
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  console.log('done');
  return {
    loadedAt,
    now: Date.now(),
    made: new Date().getTime(),
    given: new Date(5).getTime(),
    isDate: new Date() instanceof Date,
    left: context.getRemainingTimeInMillis(),
  };
}`;

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function start(
  functionName = 'spillway-dev-processing',
  timeoutSeconds = 2,
  code: { readonly source?: string; readonly environment?: Record<string, string> } = {},
) {
  let current: readonly Fault[] = [];
  const created = createTestFunction(
    code.source ?? source,
    { functionName, timeoutSeconds, environment: code.environment ?? {} },
    { faults: createFunctionFaults(() => current) },
  );
  stops.push(created.stop);
  const set = (...faults: Fault[]) => {
    current = faults;
  };
  const invoke = (milliseconds: number) =>
    created.lambda.invoke({ payload: JSON.stringify({ milliseconds }) });
  const clock = async () => {
    const outcome = await invoke(0);
    return JSON.parse(outcome.kind === 'success' ? outcome.payload : '{}');
  };
  return { ...created, set, invoke, clock };
}

const says = (lines: readonly { readonly message: string }[], text: string) =>
  lines.filter(({ message }) => message.endsWith(text)).length;

describe('a processing function', () => {
  it('that is killed is gone in the middle of its batch, and the next one finds another', async () => {
    const { set, invoke, lines } = start('spillway-dev-processing', 25);
    await invoke(0);
    set({ name: 'processing-killed', seconds: 0.3, share: 1 });
    const outcome = await invoke(20_000);
    expect(outcome).toMatchObject({ kind: 'crash', error: { errorType: 'Runtime.ExitError' } });
    expect(says(lines, 'done')).toBe(1);
    set();
    expect(await invoke(0)).toMatchObject({ kind: 'success' });
  });

  it('that was done before it would have been killed lives on', async () => {
    const { lambda, set, invoke } = start();
    await invoke(0);
    set({ name: 'processing-killed', seconds: 600, share: 1 });
    expect(await invoke(0)).toMatchObject({ kind: 'success' });
    expect(lambda.environmentCount).toBe(1);
  });

  it('that freezes does nothing more until its timeout', async () => {
    const { set, invoke, lines } = start();
    await invoke(0);
    set({ name: 'processing-timeout', seconds: 0.2, share: 1 });
    const began = performance.now();
    expect(await invoke(1500)).toMatchObject({ kind: 'timeout' });
    expect(performance.now() - began).toBeGreaterThan(1900);
    expect(says(lines, 'done')).toBe(1);
  });

  it('that is throttled is not run, and counted as that', async () => {
    const { set, invoke, events } = start();
    set({ name: 'processing-throttled', share: 1 });
    expect(await invoke(0)).toEqual({ kind: 'throttled' });
    expect(events).toContainEqual(expect.objectContaining({ kind: 'lambda-throttle' }));
  });
});

describe('the ingestion function', () => {
  const name = 'spillway-dev-ingestion';

  it('is killed, hangs and is throttled by faults of its own', async () => {
    const { set, invoke } = start(name);
    await invoke(0);
    set({ name: 'ingestion-killed', seconds: 0, share: 1 });
    expect(await invoke(1000)).toMatchObject({ kind: 'crash' });
    set({ name: 'ingestion-timeout', seconds: 0, share: 1 });
    expect(await invoke(1000)).toMatchObject({ kind: 'timeout' });
    set({ name: 'ingestion-throttled', share: 1 });
    expect(await invoke(0)).toEqual({ kind: 'throttled' });
  });
});

it('the audit is killed as it starts', async () => {
  const { set, invoke } = start('spillway-dev-audit');
  set({ name: 'audit-killed', seconds: 0, share: 1 });
  expect(await invoke(1000)).toMatchObject({ kind: 'crash' });
});

it('leaves functions alone that do not process', async () => {
  const { set, invoke } = start('spillway-dev-ingestion');
  set(
    { name: 'processing-throttled', share: 1 },
    { name: 'processing-killed', seconds: 0, share: 1 },
  );
  expect(await invoke(50)).toMatchObject({ kind: 'success' });
});

// Asks over one kept connection, and says how that went.
const asks = `
import { Agent, get } from 'node:http';
const agent = new Agent({ keepAlive: true });
export const handler = () => new Promise((resolve) => {
  const asked = get(process.env.SERVER, { agent }, (answer) =>
    answer.resume().on('end', () => resolve({ isKept: asked.reusedSocket })));
  asked.on('error', ({ code }) => resolve({ isKept: asked.reusedSocket, code }));
});`;

it('a connection that was kept open is dead at the thaw, which shows when it is used', async () => {
  const server = createServer((_, response) => response.end('here')).listen(0, '127.0.0.1');
  stops.push(async () => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { set, lambda } = start('spillway-dev-ingestion', 5, {
    source: asks,
    environment: { SERVER: `http://127.0.0.1:${port}` },
  });
  const ask = async () => {
    const outcome = await lambda.invoke({ payload: '{}' });
    return outcome.kind === 'success' ? JSON.parse(outcome.payload) : outcome;
  };
  expect(await ask()).toEqual({ isKept: false });
  expect(await ask()).toEqual({ isKept: true });
  set({ name: 'sockets-dead', share: 1 });
  expect(await ask()).toEqual({ isKept: true, code: 'ECONNRESET' });
  expect(await ask()).toEqual({ isKept: false });
  set();
  expect(await ask()).toEqual({ isKept: true });
});

describe('a clock', () => {
  it.each([600, -600])(
    'that is %d s off is so from the start, and right again afterwards',
    async (seconds) => {
      const { set, clock } = start('spillway-dev-ingestion');
      const isAbout = (time: number, expected: number) => Math.abs(time - expected) < 10_000;
      expect(isAbout((await clock()).now, Date.now())).toBe(true);
      set({ name: 'clock-skew', seconds, share: 1 });
      const skewed = await clock();
      const expected = Date.now() + seconds * 1000;
      expect(isAbout(skewed.loadedAt, expected)).toBe(true);
      expect(isAbout(skewed.now, expected)).toBe(true);
      expect(isAbout(skewed.made, expected)).toBe(true);
      expect(skewed).toMatchObject({ given: 5, isDate: true });
      // Time itself does not run faster.
      expect(skewed.left).toBeGreaterThan(0);
      expect(skewed.left).toBeLessThanOrEqual(2000);
      set();
      expect(isAbout((await clock()).now, Date.now())).toBe(true);
    },
  );
});
