import { describe, expect, it } from 'vitest';
import { readSchedule } from './schedule.ts';

const at = (time: string) => Date.parse(`2026-11-26T${time}Z`);

describe('a schedule', () => {
  it.each([
    ['rate(1 minute)', '08:00:30', '08:01:30'],
    ['rate(5 minutes)', '08:00:30', '08:05:30'],
    ['rate(2 hours)', '08:00:00', '10:00:00'],
    ['cron(2/5 * * * ? *)', '08:00:30', '08:02:00'],
    ['cron(2/5 * * * ? *)', '08:02:00', '08:07:00'],
    ['cron(2/5 * * * ? *)', '08:58:00', '09:02:00'],
    ['cron(0,30 * * * ? *)', '08:10:00', '08:30:00'],
    ['cron(* * ? * * *)', '08:10:01', '08:11:00'],
  ])('%s is due after %s at %s', (expression, time, next) => {
    expect(readSchedule(expression)(at(time))).toBe(at(next));
  });

  it.each([
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(0 minutes)',
    'cron(60 * * * ? *)',
    'cron(0/0 * * * ? *)',
    'cron(0 9 * * ? *)',
    'cron(0 * * * *)',
    'every day',
  ])('is refused where it is not understood: %s', (expression) => {
    expect(() => readSchedule(expression)).toThrow(`can't run the schedule ${expression}`);
  });
});
