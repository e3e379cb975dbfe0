import type { Place } from '../service/webhook/sender.ts';

/** Where a value stands, as the page says it. */
export function placeText(place: Place): string {
  if (place === 'body-hash') return 'body hash';
  if (place === 'random') return 'new for each request';
  if ('header' in place) return `\`${place.header}\``;
  if ('json' in place) return `JSON \`${place.json.join('.')}\``;
  if ('all' in place) return place.all.map(placeText).join(' + ');
  return 'form' in place ? `form \`${place.form}\`` : `\`${place.fixed}\``;
}
