import { randomBytes } from 'node:crypto';
import type { ExampleRequest } from '../../client/example-webhook/example.ts';
import type { Plan } from '../samples/sample.ts';

/** Leaves a body as it is that is no JSON object. */
export type Alter = (example: ExampleRequest) => ExampleRequest;

export const isObject = ({ json }: ExampleRequest): boolean =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

export function withFields(fields: Readonly<Record<string, unknown>>): Alter {
  return (example) =>
    isObject(example) ? { ...example, json: { ...Object(example.json), ...fields } } : example;
}

const defaultBytes: NonNullable<Plan['largeBytes']> = [1024, 4 * 1024 * 1024];

/** Spreads numbers evenly, however many there are: each next one falls into the widest gap. */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * Brings bodies to sizes between two, as many of each order of magnitude, by a field of noise. One that is larger by
 * itself stays as it is.
 */
export function createPadding([smallest, largest] = defaultBytes): (number: number) => Alter {
  let noise = '';
  return (number) => (example) => {
    noise ||= randomBytes(Math.ceil(largest * 0.75)).toString('base64');
    const size = smallest * (largest / smallest) ** ((number * goldenRatio) % 1);
    const field = ',"padding":""';
    const own = Buffer.byteLength(JSON.stringify(example.json ?? null));
    const missing = Math.round(size) - own - field.length;
    return missing > 0 ? withFields({ padding: noise.slice(0, missing) })(example) : example;
  };
}
