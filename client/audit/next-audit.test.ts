import { expect, it } from 'vitest';
import { nextAudit } from './next-audit.ts';

const at = (time: string) => Date.parse(`2026-11-26T${time}Z`);

it.each([
  ['12:00:00', '12:02:00'],
  ['12:01:59.999', '12:02:00'],
  ['12:02:00', '12:07:00'],
  ['12:58:00', '13:02:00'],
])('runs next after %s at %s', (now, next) => {
  expect(nextAudit(at(now))).toBe(at(next));
});
