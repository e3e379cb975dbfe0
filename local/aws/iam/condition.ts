import { matchesArn, matchesWildcard } from './wildcard.ts';

/** One line of a statement's `Condition`: it holds for one of the values, or for none where the operator says Not. */
export interface Condition {
  /** Such as `StringNotLikeIfExists`. */
  readonly operator: string;
  /** In lower case: IAM does not tell the case of keys apart. */
  readonly key: string;
  readonly values: readonly string[];
}

/** The condition keys that a request has, in lower case. */
export type Context = Readonly<Record<string, string>>;

type Comparison = (given: string, wanted: string) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: (given, wanted) => given === wanted,
  StringEqualsIgnoreCase: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  StringLike: (given, wanted) => matchesWildcard(wanted, given),
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
  ArnEquals: (given, wanted) => matchesArn(wanted, given),
  ArnLike: (given, wanted) => matchesArn(wanted, given),
  Bool: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
};

/**
 * All but Bool also with `Not`, as in `StringNotLike`, and each with `IfExists` at its end, or `ForAllValues:` before
 * it: no key here has more than one value, and to that one a key that is absent is as good as one that fits.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export const operators = Object.keys(comparisons);

const parsed = new Map<string, ReturnType<typeof parseOperator>>();

/** `undefined` for an operator that nothing here can compare by. */
export function readOperator(name: string) {
  if (!parsed.has(name)) parsed.set(name, parseOperator(name));
  return parsed.get(name);
}

function parseOperator(name: string) {
  const [, forAll, stem = '', ifExists] = /^(ForAllValues:)?(.*?)(IfExists)?$/.exec(name) ?? [];
  const positive = stem.replace(/^(String|Arn)Not/, '$1');
  const compare = Object.hasOwn(comparisons, positive) ? comparisons[positive] : undefined;
  return (
    compare && {
      compare,
      isNegated: positive !== stem,
      passesIfAbsent: (ifExists ?? forAll) !== undefined,
    }
  );
}

/** Whether all of them hold. A key that the request lacks fails all but `Not…` and `…IfExists`. */
export function conditionsHold(conditions: readonly Condition[], context: Context): boolean {
  return conditions.every(({ operator, key, values }) => {
    const found = readOperator(operator);
    if (found === undefined) return false;
    const given = context[key];
    if (given === undefined) return found.isNegated || found.passesIfAbsent;
    return values.some((wanted) => found.compare(given, wanted)) !== found.isNegated;
  });
}
