import { expect, it } from 'vitest';
import type { AlarmState } from './alarm-state.ts';
import { parseCompositeRule } from './composite-rule.ts';

const states: Readonly<Record<string, AlarmState>> = {
  a: 'ALARM',
  b: 'OK',
  'arn:aws:cloudwatch:eu-west-1:1:alarm:c': 'INSUFFICIENT_DATA',
};

it.each([
  ['ALARM(a)', true],
  ['ALARM("a")', true],
  ['ALARM(b)', false],
  ['OK(b) AND ALARM(a)', true],
  ['NOT ALARM(a)', false],
  ['ALARM(b) OR OK(b) AND ALARM(a)', true],
  ['(ALARM(b) OR ALARM(a)) AND NOT (OK(a))', true],
  ['ALARM(a) AND FALSE OR TRUE', true],
  ['INSUFFICIENT_DATA("arn:aws:cloudwatch:eu-west-1:1:alarm:c")', true],
])('reads %s as %s', (rule, holds) => {
  expect(parseCompositeRule(rule)((name) => states[name] ?? 'OK')).toBe(holds);
});

it.each([
  '',
  'ALARM()',
  'ALARM(a',
  'ALARM(a) OK(b)',
  'a AND b',
  'NOT',
  'AT_LEAST(1, ALARM, (a, b))',
  '('.repeat(99),
])('refuses %j and quotes it', (rule) => {
  expect(() => parseCompositeRule(rule)).toThrow(`"${rule}" is not a rule`);
});
