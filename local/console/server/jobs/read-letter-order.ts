import type { z } from 'zod';
import { hasFilter } from '../../../../client/dead-letters/letter-filter.ts';
import { BadRequestError } from '../endpoint.ts';
import { type LetterOrder, letterFilter, letterOrder } from './letter-order.ts';

/** @throws BadRequestError that names the field, and for a discard of everything */
export function readLetterOrder(body: unknown): LetterOrder {
  const data = parsed(letterOrder, body);
  if (data.kind === 'discard' && data.id === undefined && !hasFilter(data.filter)) {
    throw new BadRequestError('This would discard every dead letter: name one, or a kind.');
  }
  return data;
}

/** @param query as the address of the page has it @throws BadRequestError that names the field */
export function readLetterFilter(query: URLSearchParams): z.output<typeof letterFilter> {
  const given = [...query].filter(([, value]) => value !== '');
  return parsed(letterFilter, Object.fromEntries(given));
}

function parsed<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data as z.output<T>;
  const [issue] = error.issues;
  throw new BadRequestError(`${issue?.path.join('.') || 'The order'}: ${issue?.message}`);
}
