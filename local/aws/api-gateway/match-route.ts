import type { Route } from './api-settings.ts';

export interface RouteMatch {
  readonly route: Route;
  /** As they stand in the path: API Gateway doesn't decode them. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

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
      if (route.method !== 'ANY' && route.method !== method) continue;
      const pathParameters = matchSegments(segments, parts);
      if (pathParameters !== undefined) return { route, pathParameters };
    }
    return undefined;
  };
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
    const part = segment.endsWith('+}') ? parts.slice(index).join('/') : (parts[index] ?? '');
    if (!segment.startsWith('{')) return segment === part;
    parameters[segment.replace(/^\{|\+?\}$/g, '')] = part;
    return part !== '';
  });
  return areEqual ? parameters : undefined;
}

function looseness({ route, segments }: { route: Route; segments: readonly string[] }): number {
  const parameters = segments.filter((segment) => segment.startsWith('{')).length;
  return parameters + (route.method === 'ANY' ? 0.5 : 0);
}
