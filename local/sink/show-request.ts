import { createHash } from 'node:crypto';
import {
  type RequestSummary,
  type ShownRequest,
  showBody,
} from '../../client/deliveries/shown-request.ts';
import type { DestinationConfig } from '../../service/webhook/destination-config.ts';
import type { KeptRequest } from './kept-requests.ts';

/** Names of headers whose values sign something, or let somebody in. */
const secretName = /signature|secret|token|authorization|cookie|password|credential|api-?key/;
const hidden = '(hidden)';

/** @param sinkUrl where the request's details are */
export function summarize(request: KeptRequest, sinkUrl: string): RequestSummary {
  const { number, headers: _, body, answer, ...others } = request;
  return {
    request: number,
    ...others,
    bytes: body.length,
    ...(answer === undefined ? {} : { status: answer.status }),
    details: `${sinkUrl}/requests/${number}`,
  };
}

/**
 * @param config of its destination
 * @param withSecrets whether the reader asked for what signs it and what lets it in
 */
export function showRequest(
  request: KeptRequest,
  config: DestinationConfig | undefined,
  { sinkUrl, withSecrets }: { readonly sinkUrl: string; readonly withSecrets: boolean },
): ShownRequest {
  const { headers, body, answer } = request;
  const show = (given: Readonly<Record<string, string>>) =>
    withSecrets ? given : hideSecrets(given, slotHeaders(config));
  return {
    ...summarize(request, sinkUrl),
    headers: show(headers),
    sha256: createHash('sha256').update(body).digest('hex'),
    body: showBody(body),
    ...(answer === undefined
      ? {}
      : {
          answer: {
            ...(answer.headers && { headers: show(answer.headers) }),
            ...(answer.body && { body: showBody(answer.body) }),
          },
        }),
  };
}

function hideSecrets(
  headers: Readonly<Record<string, string>>,
  ofSlots: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      secretName.test(name.toLowerCase()) || ofSlots.includes(name) ? hidden : value,
    ]),
  );
}

/** The headers whose values are in the destination's secret, in lower case. */
function slotHeaders(config: DestinationConfig | undefined): readonly string[] {
  if (config?.type !== 'http') return [];
  return Object.entries(config.headers ?? {})
    .filter(([, value]) => typeof value !== 'string')
    .map(([name]) => name.toLowerCase());
}
