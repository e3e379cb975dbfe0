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
  ['AT_LEAST(1, ALARM, (a, b))', true],
  ['AT_LEAST(2, ALARM, (a, b))', false],
  ['AT_LEAST(2, NOT INSUFFICIENT_DATA, ("a", "b"))', true],
  ['AT_LEAST(50%, OK, (a, b))', true],
  ['AT_LEAST(51%, OK, (a, b))', false],
  ['AT_LEAST(100%, NOT OK, (a, arn:aws:cloudwatch:eu-west-1:1:alarm:c))', true],
  ['NOT AT_LEAST(1, ALARM, (b)) AND ALARM(a)', true],
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
  'AT_LEAST(0, ALARM, (a, b))',
  'AT_LEAST(3, ALARM, (a, b))',
  'AT_LEAST(101%, ALARM, (a, b))',
  'AT_LEAST(1, ALARM, ())',
  'AT_LEAST(1, ALARM, (a, ))',
  'AT_LEAST(1, ALARM, a)',
  'AT_LEAST(1, FIRING, (a))',
  'AT_LEAST(ALARM, (a))',
  '('.repeat(99),
])('refuses %j and quotes it', (rule) => {
  expect(() => parseCompositeRule(rule)).toThrow(`"${rule}" is not a rule`);
});
