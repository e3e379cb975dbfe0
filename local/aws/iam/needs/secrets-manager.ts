import type { Need } from '../access.ts';

/** @param arnOf the ARN of a secret by name or ARN; what is no secret stands for itself, as in AWS's message */
export function secretsManagerNeeds(
  action: string,
  input: unknown,
  arnOf: (id: string) => string,
): readonly Need[] {
  const { SecretId } = Object(input);
  const resource = typeof SecretId === 'string' ? arnOf(SecretId) : '*';
  return [{ action: `secretsmanager:${action}`, resource }];
}
