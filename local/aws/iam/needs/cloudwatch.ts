import type { Need, Place } from '../access.ts';

/** Alarms and their mute rules have ARNs; metrics have none. Who mutes an alarm needs the permission on both. */
export function cloudwatchNeeds(
  action: string,
  input: unknown,
  { region, accountId }: Place,
): readonly Need[] {
  const { AlarmName, AlarmNames, Namespace, MuteTargets, Name, AlarmMuteRuleName } = Object(input);
  const { DashboardName } = Object(input);
  const names: readonly unknown[] =
    MuteTargets?.AlarmNames ?? AlarmNames ?? (AlarmName === undefined ? [] : [AlarmName]);
  const context = typeof Namespace === 'string' ? { 'cloudwatch:namespace': Namespace } : {};
  const need = { action: `cloudwatch:${action}`, context };
  const on = (type: string, name: unknown): Need => ({
    ...need,
    resource: `arn:aws:cloudwatch:${region}:${accountId}:${type}:${name}`,
  });
  const rules = action.endsWith('MuteRule')
    ? [on('alarm-mute-rule', Name ?? AlarmMuteRuleName)]
    : [];
  // A dashboard is of no Region.
  if (DashboardName !== undefined) {
    return [{ ...need, resource: `arn:aws:cloudwatch::${accountId}:dashboard/${DashboardName}` }];
  }
  const all = [...rules, ...names.map((name) => on('alarm', name))];
  return all.length === 0 ? [{ ...need, resource: '*' }] : all;
}
