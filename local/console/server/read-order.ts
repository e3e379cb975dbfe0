import type { z } from 'zod';
import { BadRequestError } from './endpoint.ts';

/** What the page asks to be done. @throws BadRequestError that names the field */
export function readOrder<T extends z.ZodType>(schema: T, asked: unknown): z.output<T> {
  const { data, error } = schema.safeParse(asked);
  if (error === undefined) return data as z.output<T>;
  const [issue] = error.issues;
  throw new BadRequestError(`${issue?.path.join('.') || 'The order'}: ${issue?.message}`);
}
