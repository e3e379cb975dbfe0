import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Results, resultsSchema } from './results-schema.ts';

/** The figures that are published. */
export function readResults(): Results {
  const text = readFileSync(join(import.meta.dirname, 'results.json'), 'utf8');
  return resultsSchema.parse(JSON.parse(text));
}
