import { nearestName } from '../service/webhook/nearest-name.ts';

/** Ends a sentence about an unknown name: `…; did you mean "app"?`, or `….` if no known name is near. */
export function didYouMean(sentence: string, given: unknown, known: Iterable<string>): string {
  const nearest = typeof given === 'string' ? nearestName(given, known) : undefined;
  return nearest === undefined ? `${sentence}.` : `${sentence}; did you mean "${nearest}"?`;
}
