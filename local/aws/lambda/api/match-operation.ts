import type { Operation } from './operation.ts';
import { operations } from './operations.ts';

export interface Matched {
  /** As in the API reference. */
  readonly name: string;
  readonly operation: Operation;
  /** What the path says. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** @param path as it was sent, encoded, without a query */
export function matchOperation(method: string, path: string): Matched | undefined {
  for (const [name, operation] of Object.entries(operations)) {
    if (operation.method !== method) continue;
    const parameters = matchPath(operation.path, path);
    if (parameters !== undefined) return { name, operation, parameters };
  }
  return undefined;
}

function matchPath(template: string, path: string): Matched['parameters'] | undefined {
  const [wanted, given] = [template.split('/'), path.replace(/\/$/, '').split('/')];
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = given[index] ?? '';
    if (name === undefined && value !== part) return undefined;
    if (name !== undefined) parameters[name] = decodeURIComponent(value);
  }
  return parameters;
}
