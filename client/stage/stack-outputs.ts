import { CommandError } from '../command-error.ts';
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
  const query = { Action: 'DescribeStacks', Version: '2010-05-15', StackName: `Spillway-${stage}` };
  const xml = await callAws({
    service: 'cloudformation',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams(query)),
  }).catch((cause: unknown) => {
    throw isMissing(cause) ? noStack(stage, cause) : cause;
  });
  const members = xml.matchAll(/<member>((?:(?!<\/?member>).)*)<\/member>/gs);
  return Object.fromEntries(
    [...members].flatMap(([, member = '']) => {
      const key = textOf(member, 'OutputKey');
      const value = textOf(member, 'OutputValue');
      return key === undefined || value === undefined ? [] : [[key, value]];
    }),
  );
}

function isMissing(error: unknown): boolean {
  const { name, message } = Object(error);
  return name === 'ValidationError' && /does not exist/.test(message);
}

function noStack(stage: string, cause: unknown): CommandError {
  return new CommandError(
    `There is no stack Spillway-${stage} in this account and region.`,
    `Check the profile and region (AWS_PROFILE, AWS_REGION), or deploy it: \`npx cdk deploy -c stage=${stage}\``,
    { cause },
  );
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function textOf(xml: string, element: string): string | undefined {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
  return text?.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
