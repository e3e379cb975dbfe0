import { unlistedPaths } from '../boot/template/property-paths.ts';
import type { ResourceType } from './resource-type.ts';

/** What an emulation makes of the parameters of its actions, in the form in which it tells of properties. */
export type RequestParameters = Readonly<Record<string, ResourceType>>;

/** Which action or which parameters of a request the emulation does not know; `undefined` where it knows all. */
export function describeUnknown(
  actions: RequestParameters,
  action: string,
  input: unknown,
): string | undefined {
  const known = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (known === undefined) return `The embedded stack does not know the action ${action}.`;
  const unknown = unlistedPaths(input, [...known.emulated, ...Object.keys(known.ignored)]);
  if (unknown.length === 0) return undefined;
  return `The embedded stack does not know these parameters of ${action}: ${unknown.join(', ')}.`;
}
