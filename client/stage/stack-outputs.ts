import { askOfStack, textOf } from './ask-of-stack.ts';
import type { CallAws } from './call-aws.ts';

/**
 * What a deployed stage's stack says of itself: `Endpoint`, `TokenEndpoint` and others.
 *
 * @throws CommandError where there is no such stack
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export async function readStackOutputs(
  stage: string,
  callAws: CallAws,
): Promise<Readonly<Record<string, string>>> {
  const xml = await askOfStack('DescribeStacks', stage, callAws);
  const members = xml.matchAll(/<member>((?:(?!<\/?member>).)*)<\/member>/gs);
  return Object.fromEntries(
    [...members].flatMap(([, member = '']) => {
      const key = textOf(member, 'OutputKey');
      const value = textOf(member, 'OutputValue');
      return key === undefined || value === undefined ? [] : [[key, value]];
    }),
  );
}
