import { CommandError } from '../command-error.ts';
import type { CallAws } from './call-aws.ts';

/**
 * Asks CloudFormation one thing about a stage's stack, and gives its answer in XML.
 *
 * @throws CommandError where there is no such stack
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html
 */
export function askOfStack(
  action: 'DescribeStacks' | 'DescribeStackEvents' | 'GetTemplate',
  stage: string,
  callAws: CallAws,
  parameters: Readonly<Record<string, string>> = {},
): Promise<string> {
  const query = {
    Action: action,
    Version: '2010-05-15',
    StackName: `Spillway-${stage}`,
    ...parameters,
  };
  return callAws({
    service: 'cloudformation',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams(query)),
  }).catch((cause: unknown) => {
    throw isMissing(cause) ? noStack(stage, cause) : cause;
  });
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

/** What the first element of this name has in it. */
export function textOf(xml: string, element: string): string | undefined {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
  return text?.replace(/&(#?\w+);/g, (whole, name: string) => characterOf(name) ?? whole);
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function characterOf(name: string): string | undefined {
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name) ?? [];
  if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
  return decimal === undefined ? entities[name] : String.fromCodePoint(Number(decimal));
}
