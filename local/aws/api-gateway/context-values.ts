import type { ApiSettings } from './api-settings.ts';
import type { RequestContext } from './request-context.ts';

/** Values of `$context`, by name without the `$context.`. */
export type ContextValues = Readonly<Record<string, string | number | undefined>>;

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The common log format's time: `23/Nov/2026:20:15:00 +0000`. */
export function formatRequestTime(time: number): string {
  const iso = new Date(time).toISOString();
  const month = months[Number(iso.slice(5, 7)) - 1];
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}

/** The values of a request in `$context`, for gateway responses and for the access log. */
export function contextValues(settings: ApiSettings, context: RequestContext): ContextValues {
  return {
    accountId: settings.accountId,
    apiId: settings.apiId,
    extendedRequestId: context.extendedRequestId,
    httpMethod: context.method,
    'identity.sourceIp': context.sourceIp,
    'identity.userAgent': context.userAgent,
    path: context.fullPath,
    protocol: 'HTTP/1.1',
    requestId: context.requestId,
    requestTime: formatRequestTime(context.received),
    requestTimeEpoch: context.received,
    resourceId: context.match?.route.resourceId,
    resourcePath: context.match?.route.resourcePath,
    stage: settings.stage,
    xrayTraceId: /Root=([^;]+)/.exec(context.invocationTrace)?.[1],
  };
}

/** Replaces `$context.…` by its value, or by `-` where there is none. */
export function fillTemplate(template: string, values: ContextValues): string {
  return template.replace(/\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g, (_, name: string) =>
    String(values[name] ?? '-'),
  );
}
