import type { Example, Examples } from '../client/example-webhook/example.ts';
import type { GivenWebhook } from './given-webhook.ts';
import { unknownName } from './unknown-name.ts';

/** @returns `undefined` where none is of the type @throws Error for a name that none of them has */
export function chooseExample(
  { source, example: name, type }: GivenWebhook,
  examples: Examples,
  first: Example | undefined,
): Example | undefined {
  if (name !== undefined) {
    if (Object.hasOwn(examples, name)) return examples[name] as Example;
    throw unknownName(`Source ${source} has no example`, name, Object.keys(examples));
  }
  return type === undefined ? first : Object.values(examples).find((each) => each.type === type);
}
