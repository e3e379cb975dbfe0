import type { Need, Place } from '../access.ts';

/** Alarms have ARNs; metrics have none. */
export function cloudwatchNeeds(
  action: string,
  input: unknown,
  { region, accountId }: Place,
): readonly Need[] {
  const { AlarmName, AlarmNames, Namespace } = Object(input);
  const names: readonly unknown[] = AlarmNames ?? (AlarmName === undefined ? [] : [AlarmName]);
  const context = typeof Namespace === 'string' ? { 'cloudwatch:namespace': Namespace } : {};
  const need = { action: `cloudwatch:${action}`, context };
  if (names.length === 0) return [{ ...need, resource: '*' }];
  return names.map((name) => ({
    ...need,
    resource: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`,
  }));
}
