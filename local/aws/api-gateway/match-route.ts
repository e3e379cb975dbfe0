import type { Route } from './api-settings.ts';

export interface RouteMatch {
  readonly route: Route;
  /** Decoded, but for that of `{proxy+}`. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html */
const anyMethod: ReadonlySet<string> = new Set([
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
]);

/** The path's percent-encoding must be whole. */
export type MatchRoute = (method: string, path: string) => RouteMatch | undefined;

/**
 * Finds the declared method of a declared resource; a fixed path segment wins over a parameter, a method over ANY. A
 * slash at the end makes no difference.
 */
export function createRouteMatcher(routes: readonly Route[]): MatchRoute {
  const compiled = routes
    .map((route) => ({ route, segments: route.resourcePath.split('/') }))
    .sort((a, b) => looseness(a) - looseness(b));
  return (method, path) => {
    const parts = path.replace(/(?<=.)\/$/, '').split('/');
    for (const { route, segments } of compiled) {
      if (!isMeant(route.method, method)) continue;
      const pathParameters = matchSegments(segments, parts);
      if (pathParameters !== undefined) return { route, pathParameters };
    }
    return undefined;
  };
}

function isMeant(declared: string, method: string): boolean {
  return declared === 'ANY' ? anyMethod.has(method) : declared === method;
}

function matchSegments(
  segments: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const isGreedy = segments.at(-1)?.endsWith('+}') ?? false;
  if (isGreedy ? parts.length < segments.length : parts.length !== segments.length)
    return undefined;
  const parameters: Record<string, string> = {};
  const areEqual = segments.every((segment, index) => {
    const isRest = segment.endsWith('+}');
    const part = isRest ? parts.slice(index).join('/') : (parts[index] ?? '');
    if (!segment.startsWith('{')) return segment === part;
    parameters[segment.replace(/^\{|\+?\}$/g, '')] = isRest ? part : decodeURIComponent(part);
    return part !== '';
  });
  return areEqual ? parameters : undefined;
}

function looseness({ route, segments }: { route: Route; segments: readonly string[] }): number {
  const parameters = segments.filter((segment) => segment.startsWith('{')).length;
  return parameters + (route.method === 'ANY' ? 0.5 : 0);
}
