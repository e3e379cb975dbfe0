import { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import { shown } from './shown.ts';

/** What a field has to be, in words. */
const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** Fields that have another name here than elsewhere. */
const elsewhere: Readonly<Record<string, string>> = {
  event: 'type',
  events: 'type',
  eventType: 'type',
  body: 'json',
  payload: 'json',
  destination: 'to',
  destinations: 'to',
  provider: 'sender',
  timeout: 'timeoutSeconds',
};

/**
 * The message of an issue whose schema has none of its own. Of unknown fields it is the list of the known ones, from
 * which `describeIssue` makes a line for each.
 */
export function explainIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return explainType(issue);
    case 'invalid_value':
      return explainChoice(issue);
    case 'unrecognized_keys':
      return knownFields(issue.inst).join(', ');
    default:
      return undefined;
  }
}

/** The lines of an error: each names the field to mend, and what it may be. */
export function describeIssue(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      (key) => `${fieldName([...issue.path, key])}: ${noField(key, issue.message)}`,
    );
  }
  if (issue.code === 'invalid_key') {
    return [`${fieldName(issue.path)}: ${issue.issues.map(({ message }) => message).join('; ')}`];
  }
  return [`${fieldName(issue.path)}: ${issue.message}`];
}

function explainType({ expected, input, inst }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidType>) {
  const example = inst === undefined ? undefined : z.globalRegistry.get(inst as z.ZodType)?.example;
  const such = typeof example === 'string' ? `, such as ${example}` : '';
  const must = `must be ${kinds[expected] ?? expected}${such}`;
  if (input === undefined) return `is missing: it ${must}`;
  const fix = expected === 'array' && typeof input === 'string' ? `: write [${shown(input)}]` : '';
  return `${must}, and is ${shown(input)}${fix}`;
}

function explainChoice({ values, input }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidValue>) {
  const must =
    values.length === 1
      ? `must be ${shown(values[0])}`
      : `must be one of ${values.map(shown).join(', ')}`;
  if (input === undefined) return `is missing: it ${must}`;
  const texts = values.filter((value) => typeof value === 'string');
  return didYouMean(`${must}, and is ${shown(input)}`, input, texts);
}

/** Of an object's schema: what may be given, so without what is only there to say why it may not. */
function knownFields(schema: unknown): readonly string[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, unknown>> = schema.shape;
  return Object.keys(shape).filter((name) => {
    const field = shape[name];
    return !(field instanceof z.ZodOptional && field.unwrap() instanceof z.ZodNever);
  });
}

function noField(given: string, list: string): string {
  if (list === '') return 'no such field';
  const known = list.split(', ');
  const other = Object.hasOwn(elsewhere, given) ? elsewhere[given] : undefined;
  const name = other !== undefined && known.includes(other) ? other : given;
  return `${didYouMean('no such field', name, known)} There are: ${list}`;
}

/** `routes[0].to[1]` */
function fieldName(path: readonly PropertyKey[]): string {
  const text = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  return text.replace(/^\./, '') || 'the default export';
}
