import { type Signed, seconds } from './sample.ts';

/** The headers of Standard Webhooks, under either of their names, signed by its own package. */
export function standardHeaders(
  prefix: 'webhook' | 'svix',
  signer: { sign(id: string, at: Date, payload: string): string },
  body: Buffer,
  now: number,
  id = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
): Signed {
  const at = new Date(Number(seconds(now)) * 1000);
  return {
    [`${prefix}-id`]: id,
    [`${prefix}-timestamp`]: seconds(now),
    [`${prefix}-signature`]: signer.sign(id, at, body.toString()),
  };
}
