import type { LogRecord } from './log-record.ts';

type Fields = LogRecord['fields'];

/** What a line says of the failure that it is about. */
export function errorTextOf({ error }: Fields): string | undefined {
  const message: unknown = Object(error).message;
  return typeof message === 'string' ? message : undefined;
}

/** Why each route did not take a webhook, in the line of one that was filtered. */
export function reasonsOf({
  reasons,
}: Fields): readonly { readonly route: string; readonly why: string }[] {
  if (!Array.isArray(reasons)) return [];
  return reasons.map((one) => ({ route: String(Object(one).route), why: String(Object(one).why) }));
}
