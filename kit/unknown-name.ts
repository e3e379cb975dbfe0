import { nearestName } from '../service/webhook/nearest-name.ts';

const mostNames = 20;

/** `No source is named githb. Did you mean github? There are: github, stripe.` */
export function unknownName(what: string, given: string, known: readonly string[]): Error {
  const meant = nearestName(given, known);
  const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
  const more = known.length > mostNames ? ` and ${known.length - mostNames} more` : '';
  const list = known.slice(0, mostNames).join(', ') || 'none';
  return new Error(`${what} named ${given}.${question} There are: ${list}${more}.`);
}
