import type { Need, Place } from '../access.ts';

/**
 * A mail takes the permission for whichever identity is verified, the address or its domain. Which one that is can't
 * be known here, so it takes both.
 */
export function sesNeeds(
  call: { readonly method: string; readonly path: string; readonly input: unknown },
  { region, accountId }: Place,
): readonly Need[] {
  if (`${call.method} ${call.path}` !== 'POST /v2/email/outbound-emails') {
    return [{ action: 'ses:Unknown', resource: '*' }];
  }
  const { FromEmailAddress = '', ConfigurationSetName: set, Content } = Object(call.input);
  const { Raw, Template } = Object(Content);
  const from = String(FromEmailAddress);
  const address = /<([^>]+)>\s*$/.exec(from)?.[1] ?? from;
  const identities = [`identity/${address}`, `identity/${address.split('@').at(-1)}`];
  const actions = [
    'ses:SendEmail',
    ...(Raw === undefined ? [] : ['ses:SendRawEmail']),
    ...(Template === undefined ? [] : ['ses:SendTemplatedEmail']),
  ];
  const resources = [...identities, ...(set === undefined ? [] : [`configuration-set/${set}`])];
  return actions.flatMap((action) =>
    resources.map((rest) => ({ action, resource: `arn:aws:ses:${region}:${accountId}:${rest}` })),
  );
}
