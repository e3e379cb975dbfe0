import { expect, it } from 'vitest';
import { readRowLine } from './read-row-line.ts';
import { WebhookRows } from './webhook-rows.ts';

const start = Date.parse('2026-11-26T08:00:00.000Z');

const line = (fields: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ level: 'INFO', source: 'github', trackingId: 'request-1', ...fields });

const accepted = line({
  ...{ message: 'webhook accepted', type: 'push', deliveryId: 'd-1', durationMs: 20 },
  xray_trace_id: '1-a',
});
const processed = line({ message: 'webhook processed', deliveryId: 'd-1', delivered: { app: 42 } });

function rowsOf(...lines: readonly [string, number][]) {
  const rows = new WebhookRows();
  for (const [text, at] of lines) {
    const found = readRowLine(text, at);
    if (found !== undefined) rows.add(found);
  }
  return rows.all();
}

it('is in flight from its acceptance on, and counts from its receipt', () => {
  expect(rowsOf([accepted, start])).toEqual([
    {
      ...{ key: 'request-1', at: start - 20, outcome: 'in-flight', source: 'github', type: 'push' },
      ...{ deliveryId: 'd-1', destinations: [], traceId: '1-a' },
    },
  ]);
});

it('ends as the last line says, in whichever order lines come', () => {
  const inOrder = rowsOf([accepted, start], [processed, start + 50]);
  expect(inOrder).toMatchObject([
    { at: start - 20, outcome: 'processed', destinations: ['app'], latencyMs: 42, traceId: '1-a' },
  ]);
  expect(rowsOf([processed, start + 50], [accepted, start])).toEqual(inOrder);
  const retried = line({ message: 'webhook failed, to be tried again', destinations: ['app'] });
  expect(rowsOf([processed, start + 50], [retried, start + 10])[0]?.outcome).toBe('processed');
});

it('goes on with a dead letter that was sent again, whose lines have its request as nonce', () => {
  const dead = line({ message: 'webhook dead-lettered', deliveryId: 'd-1', reason: 'refused' });
  const again = JSON.stringify({
    ...{ level: 'INFO', message: 'webhook processed', source: 'github', nonce: 'request-1' },
    delivered: { app: 9_000 },
  });
  const rows = rowsOf([accepted, start], [dead, start + 50], [again, start + 9_000]);
  expect(rows).toMatchObject([{ key: 'request-1', outcome: 'processed', latencyMs: 9_000 }]);
  expect(rows[0]).not.toHaveProperty('why');
});

it('shows a refusal with its reason and the answer, and nothing that was sent', () => {
  const rejected = line({
    ...{ level: 'WARN', message: 'webhook rejected', status: 401, reason: 'signature-mismatch' },
    durationMs: 3,
  });
  expect(rowsOf([rejected, start])).toMatchObject([
    { outcome: 'rejected', status: 401, why: 'signature-mismatch', latencyMs: 3 },
  ]);
});

it('is told by no other line', () => {
  const others = [line({ message: 'using the last good secret' }), 'START RequestId: 1', '{'];
  expect(rowsOf(...others.map((text): [string, number] => [text, start]))).toEqual([]);
});

it('forgets the oldest beyond its bound', () => {
  const rows = new WebhookRows(2);
  for (const key of ['a', 'b', 'c']) {
    rows.add({ key, at: start, outcome: 'in-flight', fields: {} });
  }
  expect(rows.all().map(({ key }) => key)).toEqual(['b', 'c']);
});

it('keeps the newest where a look back hears of more of before than it holds', () => {
  const rows = new WebhookRows(10);
  const add = (key: string, at: number) =>
    rows.add({ key, at, outcome: 'in-flight', receivedAt: at, fields: {} });
  add('now', start + 100);
  for (let index = 0; index < 50; index += 1) add(`before ${index}`, start + index);
  const keys = rows.all().map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['now', 'before 49']));
  expect(keys.length).toBeLessThanOrEqual(11);
});
