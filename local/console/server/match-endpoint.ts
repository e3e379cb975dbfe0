import type { Endpoint } from './endpoint.ts';

export interface Matched {
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
}

/** @returns `undefined` where no endpoint has this path; `'method'` where one has, by another method */
export function matchEndpoint(
  endpoints: readonly Endpoint[],
  method: string | undefined,
  path: string,
): Matched | 'method' | undefined {
  const found = endpoints.flatMap((endpoint) => {
    const params = paramsOf(endpoint.path, path);
    return params === undefined ? [] : [{ endpoint, params }];
  });
  if (found.length === 0) return undefined;
  return found.find(({ endpoint }) => endpoint.method === method) ?? 'method';
}

function paramsOf(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = decoded(given[index] ?? '');
    if (value === undefined || (name === undefined && part !== value)) return undefined;
    if (name !== undefined) params[name] = value;
  }
  return params;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
