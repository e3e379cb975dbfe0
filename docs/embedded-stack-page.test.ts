import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { operators } from '../local/aws/iam/condition.ts';
import { conditionKeys } from '../local/aws/iam/policy.ts';
import { aggregates } from '../local/aws/logs/insights/aggregates.ts';
import { functions } from '../local/aws/logs/insights/functions.ts';
import { commandNames } from '../local/aws/logs/insights/read-query.ts';
import { embeddedStackLists, listsHeading } from './embedded-stack-lists.ts';

const page = readFileSync(join(import.meta.dirname, 'embedded-stack.md'), 'utf8');
const row = (name: string) => page.split('\n').find((line) => line.startsWith(`| ${name} |`)) ?? '';

it('ends with the lists as the code has them: if this fails, run `npm run docs`', () => {
  expect(page.slice(page.indexOf(listsHeading))).toBe(embeddedStackLists());
});

it('names each command and function of Logs Insights that the embedded stack knows, and no other', () => {
  const named = (text: string) => (text.split('|')[2]?.match(/(?<=`)\w+/g) ?? []).toSorted();
  expect(named(row('commands'))).toEqual(commandNames.toSorted());
  expect(named(row('functions of fields'))).toEqual([...Object.keys(functions), 'bin'].toSorted());
  expect(named(row('functions of groups'))).toEqual(Object.keys(aggregates).toSorted());
});

it('names each condition key and operator that the embedded stack knows, and no other', () => {
  expect(row('keys').match(/\w+:[\w-]+/g)).toEqual(conditionKeys);
  expect(row('operators').match(/(String|Arn|Bool)\w*/g)).toEqual(operators);
});
