import { createRequest, type WebhookRequest } from '../request.ts';
import type { SenderName } from '../senders.ts';
import { bodySamples } from './body-samples.ts';
import { composedSamples } from './composed-samples.ts';
import type { Sample, Signed } from './sample.ts';
import { sdkSamples } from './sdk-samples.ts';

/** One genuine webhook of each sender that `senders.ts` names: a row without its sample doesn't compile. */
export const samples: Readonly<Record<SenderName, Sample>> = {
  ...sdkSamples,
  ...composedSamples,
  ...bodySamples,
};

/** The tests' current time: 23 November 2026, 12:00 UTC. */
export const now = Date.UTC(2026, 10, 23, 12);

/** The request that a sender would make at `now`. */
export async function requestOf(
  sample: Sample,
  body: Buffer = Buffer.from(sample.body),
  at: number = now,
  id?: string,
): Promise<WebhookRequest> {
  return assemble(sample, body, await sample.sign(body, at, id));
}

export function assemble(sample: Sample, body: Buffer, signed: Signed): WebhookRequest {
  return createRequest({
    headers: { 'content-type': sample.contentType, ...sample.headers, ...signed },
    query: sample.query?.(body) ?? {},
    body,
  });
}
