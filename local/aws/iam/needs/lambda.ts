import type { Need, Place } from '../access.ts';

/** Operations that need another permission than one of their own name. */
const renamed: Readonly<Record<string, string>> = { Invoke: 'InvokeFunction' };

/**
 * @param parameters of the path
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
export function lambdaNeeds(
  operation: string,
  parameters: Readonly<Record<string, string>>,
  { region, accountId }: Place,
): readonly Need[] {
  const { FunctionName: name, UUID } = parameters;
  const prefix = `arn:aws:lambda:${region}:${accountId}`;
  const action = `lambda:${renamed[operation] ?? operation}`;
  if (UUID !== undefined) return [{ action, resource: `${prefix}:event-source-mapping:${UUID}` }];
  if (name === undefined) return [{ action, resource: '*' }];
  return [{ action, resource: name.startsWith('arn:') ? name : `${prefix}:function:${name}` }];
}
