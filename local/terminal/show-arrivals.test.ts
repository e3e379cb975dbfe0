import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createArrivalPrinter } from './show-arrivals.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00.150Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const arrival = {
  deliveryId: 'd-1',
  destination: 'app',
  source: 'github',
  type: 'push',
  receivedAt: '2026-11-25T12:00:00.000Z',
  arrivedAt: '2026-11-25T12:00:00.150Z',
  bytes: 25,
  sha256: 'ab',
};
const message = {
  kind: 'slack',
  destination: 'team',
  title: 'Released v1',
  arrivedAt: '2026-11-25T12:00:00.150Z',
  bytes: 22,
} as const;

it('shows a terminal nothing to obey of what a sender wrote', () => {
  const lines: string[] = [];
  const printer = createArrivalPrinter((line) => lines.push(line));
  printer.arrived({ ...arrival, deliveryId: 'd\u202e-1', type: '\u009b31mpush\n\u200b' });
  printer.stop();
  expect(lines).toEqual([
    '  arrived  d�-1  github �31mpush�� → app  25 bytes, 150 ms after receipt',
  ]);
});

it('shows each arrival on a line: by its delivery id, else by its kind', () => {
  const lines: string[] = [];
  const printer = createArrivalPrinter((line) => lines.push(line));
  printer.arrived(arrival);
  printer.messageArrived(message);
  printer.messageArrived({ ...message, kind: 'sqs', deliveryId: 'd-2', title: 'push from github' });
  printer.stop();
  expect(lines).toEqual([
    '  arrived  d-1  github push → app  25 bytes, 150 ms after receipt',
    '  arrived  slack  Released v1 → team  22 bytes',
    '  arrived  d-2  push from github → team  22 bytes',
  ]);
});

it('sums up what is beyond ten in a second, whatever its kind', () => {
  const lines: string[] = [];
  const printer = createArrivalPrinter((line) => lines.push(line));
  for (let count = 0; count < 8; count++) {
    printer.arrived(arrival);
    printer.messageArrived(message);
  }
  expect(lines).toHaveLength(10);
  vi.advanceTimersByTime(1000);
  expect(lines.at(-1)).toBe('  … and 6 more in this second');
  printer.messageArrived(message);
  expect(lines).toHaveLength(12);
  printer.stop();
});
