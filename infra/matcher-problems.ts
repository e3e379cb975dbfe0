import { nearestName } from '../service/webhook/nearest-name.ts';
import { shown } from './shown.ts';

/** What is wrong in a pattern of a route's `match`, and where in it. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const examples = {
  prefix: "{ prefix: 'a' }",
  suffix: "{ suffix: 'a' }",
  wildcard: "{ wildcard: 'a*b' }",
  exists: '{ exists: true }',
  anythingBut: "{ anythingBut: ['a'] }",
  numeric: "{ numeric: ['>=', 5] }",
} as const;

type MatcherName = keyof typeof examples;

export const matcherNames: readonly string[] = Object.keys(examples);
const list = Object.values(examples).join(', ');

/** `type` and each header: a text, or a list of matchers. */
export function problemsOfText(value: unknown): readonly Problem[] {
  if (typeof value === 'string') return [];
  if (Array.isArray(value)) return problemsOfList(value);
  return [{ path: [], message: outsideOfList(value, false) }];
}

/** `json`: the fields of a body, each a value, a list of matchers, or fields again. */
export function problemsOfFields(value: unknown): readonly Problem[] {
  if (!isPlainObject(value)) {
    const message = `must be an object of the body's fields, such as { action: 'opened' }, and is ${shown(value)}`;
    return [{ path: [], message }];
  }
  return Object.entries(value).flatMap(([name, field]) => at(name, problemsOfField(field)));
}

function problemsOfField(value: unknown): readonly Problem[] {
  if (isScalar(value)) return [];
  if (Array.isArray(value)) return problemsOfList(value);
  if (isPlainObject(value) && !isMatcher(value)) return problemsOfFields(value);
  return [{ path: [], message: outsideOfList(value) }];
}

function problemsOfList(matchers: readonly unknown[]): readonly Problem[] {
  if (matchers.length === 0) return [{ path: [], message: 'must hold at least one matcher' }];
  return matchers.flatMap((matcher, index) => at(index, problemsOfMatcher(matcher)));
}

function problemsOfMatcher(matcher: unknown): readonly Problem[] {
  if (isScalar(matcher)) return [];
  if (!isPlainObject(matcher)) return [{ path: [], message: noMatcher(matcher) }];
  const entries = Object.entries(matcher);
  const [[name, argument] = ['', undefined]] = entries;
  if (!Object.hasOwn(examples, name)) return [{ path: [], message: unknownMatcher(matcher) }];
  if (entries.length > 1) {
    const each = entries.map(([one, value]) => `{ ${one}: ${shown(value)} }`).join(', ');
    const message = `has ${entries.length} fields, and a matcher has one; several in the list, of which one must hold, are ${each}`;
    return [{ path: [], message }];
  }
  return at(name, problemsOfArgument(name as MatcherName, argument));
}

function problemsOfArgument(name: MatcherName, argument: unknown): readonly Problem[] {
  if (name === 'numeric') return problemsOfNumeric(argument);
  if (isRight[name](argument)) return [];
  const message = `must be ${wanted[name]}, as in ${examples[name]}, and is ${shown(argument)}`;
  return [{ path: [], message }];
}

const isText = (value: unknown) => typeof value === 'string';

const isRight = {
  prefix: isText,
  suffix: isText,
  wildcard: isText,
  exists: (value) => typeof value === 'boolean',
  anythingBut: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one === 'string' || Number.isFinite(one)),
} as const satisfies Record<Exclude<MatcherName, 'numeric'>, (value: unknown) => boolean>;

const wanted = {
  prefix: 'a text',
  suffix: 'a text',
  wildcard: 'a text',
  exists: 'true or false',
  anythingBut: 'a list of texts and numbers',
} as const satisfies Record<keyof typeof isRight, string>;

const operators = ['=', '!=', '<', '<=', '>', '>='];

/** As other languages write them. */
const meant: Readonly<Record<string, string>> = {
  '==': '=',
  '===': '=',
  '!==': '!=',
  '<>': '!=',
  '=>': '>=',
  '=<': '<=',
};

function problemsOfNumeric(argument: unknown): readonly Problem[] {
  if (!Array.isArray(argument) || ![2, 4].includes(argument.length)) {
    const message = `must be ['>=', 5] or ['>=', 5, '<', 10], and is ${shown(argument)}`;
    return [{ path: [], message }];
  }
  return argument.flatMap((part: unknown, index) =>
    at(index, index % 2 === 0 ? problemsOfOperator(part) : problemsOfNumber(part)),
  );
}

function problemsOfOperator(part: unknown): readonly Problem[] {
  if (typeof part === 'string' && operators.includes(part)) return [];
  const better = Object.hasOwn(meant, String(part)) ? meant[String(part)] : undefined;
  const hint = better === undefined ? '' : `; did you mean '${better}'?`;
  return [
    { path: [], message: `must be one of ${operators.join(' ')}, and is ${shown(part)}${hint}` },
  ];
}

function problemsOfNumber(part: unknown): readonly Problem[] {
  if (Number.isFinite(part)) return [];
  const number = typeof part === 'string' && part.trim() !== '' ? Number(part) : Number.NaN;
  const hint = Number.isFinite(number) ? `: write ${number}` : '';
  return [{ path: [], message: `must be a number, and is ${shown(part)}${hint}` }];
}

/** Neither a value nor a list, where only these may stand. */
function outsideOfList(value: unknown, mayBeField = true): string {
  if (!isPlainObject(value)) return noMatcher(value);
  if (!isMatcher(value)) return unknownMatcher(value);
  const [[name, argument] = ['', undefined]] = Object.entries(value);
  const asField =
    mayBeField && isScalar(argument)
      ? `; for a field called ${name}, { ${name}: [${shown(argument)}] }`
      : '';
  return `is a matcher outside of a list: write [${shown(value)}]${asField}`;
}

function noMatcher(value: unknown): string {
  const hint =
    value instanceof RegExp
      ? '; a regular expression is none, since a sender could make it take long'
      : '';
  return `must be a text or a list of matchers, and is ${shown(value)}${hint}. Matchers are values and ${list}`;
}

function unknownMatcher(value: object): string {
  const [name = ''] = Object.keys(value);
  const nearest = nearestName(name.replaceAll('-', ''), matcherNames);
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return `${shown(value)} is no matcher.${hint} Matchers are values and ${list}`;
}

/** Whether an object is what a matcher looks like, with an argument that fits. */
function isMatcher(value: object): boolean {
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length > 0 || !Object.hasOwn(examples, name)) return false;
  return problemsOfArgument(name as MatcherName, argument).length === 0;
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function at(step: string | number, problems: readonly Problem[]): readonly Problem[] {
  return problems.map(({ path, message }) => ({ path: [step, ...path], message }));
}
