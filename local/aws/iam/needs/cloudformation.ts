import type { Need, Place } from '../access.ts';

/** A stack's ARN ends in an id that a caller need not know: policies name it with `*`. */
export function cloudFormationNeeds(
  action: string,
  input: object,
  { region, accountId }: Place,
): readonly Need[] {
  const { StackName: name } = Object(input);
  const stack = `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/local`;
  const resource = name === undefined ? '*' : String(name).startsWith('arn:') ? name : stack;
  return [{ action: `cloudformation:${action}`, resource }];
}
