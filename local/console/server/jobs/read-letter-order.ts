import type { z } from 'zod';
import { hasFilter } from '../../../../client/dead-letters/letter-filter.ts';
import { BadRequestError } from '../endpoint.ts';
import { readOrder } from '../read-order.ts';
import { type LetterOrder, letterFilter, letterOrder } from './letter-order.ts';

/** @throws BadRequestError that names the field, and for a discard of everything */
export function readLetterOrder(body: unknown): LetterOrder {
  const data = readOrder(letterOrder, body);
  if (data.kind === 'discard' && data.id === undefined && !hasFilter(data.filter)) {
    throw new BadRequestError('This would discard every dead letter: name one, or a kind.');
  }
  return data;
}

/** @param query as the address of the page has it @throws BadRequestError that names the field */
export function readLetterFilter(query: URLSearchParams): z.output<typeof letterFilter> {
  const given = [...query].filter(([, value]) => value !== '');
  return readOrder(letterFilter, Object.fromEntries(given));
}
