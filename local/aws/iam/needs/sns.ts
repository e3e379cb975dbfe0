import type { Need, Place } from '../access.ts';

/** @param form the parameters of a call of SNS's query protocol; who one is (STS), anybody may ask */
export function snsNeeds(
  form: Readonly<Record<string, string>>,
  { region, accountId }: Place,
): readonly Need[] {
  const { Action = '', Name } = form;
  if (Action === 'GetCallerIdentity') return [];
  const named = Name === undefined ? undefined : `arn:aws:sns:${region}:${accountId}:${Name}`;
  const resource = form.TopicArn ?? form.TargetArn ?? form.ResourceArn ?? named ?? '*';
  return [{ action: `sns:${Action.replace(/Batch$/, '')}`, resource }];
}
