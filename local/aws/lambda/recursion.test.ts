import { expect, it } from 'vitest';
import { isRecursive, nextLineage } from './recursion.ts';

const one = 'arn:aws:lambda:eu-west-1:000000000000:function:one';
const other = 'arn:aws:lambda:eu-west-1:000000000000:function:other';
const root = 'Root=1-00000000-000000000000000000000001';
const headerOf = (lineage: string) => `${root};Parent=0000000000000001;Lineage=${lineage}`;

it('counts the invocations of each function in a chain', () => {
  let header = root;
  for (const arn of [one, other, one, one]) header = headerOf(nextLineage([header], arn));
  expect(header).toMatch(/;Lineage=[0-9a-f]{8}:2\|[0-9a-f]{8}:0$/);
});

it('goes by the longest chain where an invocation has several messages', () => {
  const short = headerOf(nextLineage([], one));
  const long = headerOf(nextLineage([short], one));
  expect(nextLineage([short, undefined, long], one)).toBe(nextLineage([long], one));
});

it('lets a function run sixteen times in one chain, and any other function in the same', () => {
  let header: string | undefined;
  for (let invocation = 0; invocation < 16; invocation++) {
    expect(isRecursive(header, one)).toBe(false);
    header = headerOf(nextLineage([header], one));
  }
  expect(isRecursive(header, one)).toBe(true);
  expect(isRecursive(header, other)).toBe(false);
});

it.each([undefined, '', 'Lineage=1', `${root};Lineage=`, `${root};Lineage=none`])(
  'takes %s for no chain',
  (header) => {
    expect(isRecursive(header, one)).toBe(false);
    expect(nextLineage([header], one)).toBe(nextLineage([], one));
  },
);
