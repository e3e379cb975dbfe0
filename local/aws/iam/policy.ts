import { z } from 'zod';
import { TemplateError } from '../../boot/template/resolver.ts';
import { type Condition, readOperator } from './condition.ts';
import { partsOfArn } from './wildcard.ts';

/** `Action`, `Resource`, or their `Not…` forms. */
export interface Patterns {
  readonly isNot: boolean;
  readonly patterns: readonly string[];
}

export interface Principals {
  readonly isAnyone: boolean;
  /** ARNs and account ids. */
  readonly aws: readonly string[];
  readonly services: readonly string[];
}

/** Plain data, since it crosses threads. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Patterns;
  readonly resources: Patterns;
  /** Of a policy that a resource has, and of a role's trust. */
  readonly principals?: Principals;
  readonly conditions: readonly Condition[];
}

export type Policy = readonly Statement[];

const list = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat());
const scalar = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const values = z
  .union([scalar, z.array(scalar).min(1)])
  .transform((value): readonly string[] => [value].flat());

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: list.optional(),
  NotAction: list.optional(),
  Resource: list.optional(),
  NotResource: list.optional(),
  Principal: z
    .union([z.literal('*'), z.strictObject({ AWS: list.optional(), Service: list.optional() })])
    .optional(),
  Condition: z.record(z.string(), z.record(z.string(), values)).default({}),
});
type RawStatement = z.output<typeof statementSchema>;

const documentSchema = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).default('2008-10-17'),
  Id: z.string().optional(),
  Statement: z.preprocess((statement) => [statement].flat(), z.array(statementSchema)),
});

/** The keys of a request that the embedded stack knows. A condition on anything else could not be checked. */
export const conditionKeys = [
  'aws:SecureTransport',
  'aws:SourceArn',
  'aws:SourceAccount',
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'cloudwatch:namespace',
  'dynamodb:LeadingKeys',
  's3:prefix',
  's3:delimiter',
  's3:max-keys',
] as const;
const knownKeys: ReadonlySet<string> = new Set(conditionKeys.map((key) => key.toLowerCase()));

/**
 * Reads a policy document whole, or refuses it: what is not understood must not be taken for an allowance.
 *
 * @param holder names the resource of the template in the error
 * @throws TemplateError
 */
export function readPolicy(document: unknown, kind: PolicyKind, holder: string): Policy {
  const refuse = (why: string): never => {
    throw new TemplateError(`The embedded stack can't check a policy of ${holder}: ${why}.`);
  };
  const parsed = documentSchema.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  return parsed.data.Statement.map((raw) => readStatement(raw, kind, refuse));
}

/** Of a role; of a resource, which names who it is for; of a role's trust, which names no resource. */
export type PolicyKind = 'identity' | 'resource' | 'trust';

type Refuse = (why: string) => never;

function readStatement(raw: RawStatement, kind: PolicyKind, refuse: Refuse): Statement {
  if ((raw.Principal === undefined) !== (kind === 'identity')) {
    refuse(kind === 'identity' ? 'a Principal has no place in it' : 'a Principal is missing');
  }
  const isForAll = kind === 'trust' && raw.NotResource === undefined;
  return {
    effect: raw.Effect,
    actions: readActions(raw, refuse),
    resources: isForAll ? { isNot: false, patterns: ['*'] } : readResources(raw, refuse),
    ...(raw.Principal === undefined ? {} : { principals: readPrincipals(raw.Principal) }),
    conditions: readConditions(raw.Condition, refuse),
  };
}

function readActions({ Action, NotAction }: RawStatement, refuse: Refuse): Patterns {
  const patterns = oneOf('Action', Action, NotAction, refuse);
  for (const action of patterns) {
    if (!/^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/.test(action)) refuse(`${action} is no action`);
  }
  return { isNot: NotAction !== undefined, patterns };
}

function readResources({ Resource, NotResource }: RawStatement, refuse: Refuse): Patterns {
  const patterns = oneOf('Resource', Resource, NotResource, refuse);
  for (const pattern of patterns) {
    if (pattern.includes('${')) refuse(`it has a variable, ${pattern}`);
    const service = partsOfArn(pattern)?.[2];
    if (pattern !== '*' && !/^[a-z0-9-]+$/.test(service ?? '')) refuse(`${pattern} is no ARN`);
  }
  return { isNot: NotResource !== undefined, patterns };
}

function oneOf(
  name: string,
  plain: readonly string[] | undefined,
  not: readonly string[] | undefined,
  refuse: Refuse,
): readonly string[] {
  if (plain !== undefined && not !== undefined) refuse(`it has both ${name} and Not${name}`);
  return plain ?? not ?? refuse(`${name} is missing`);
}

function readPrincipals(principal: NonNullable<RawStatement['Principal']>): Principals {
  if (principal === '*') return { isAnyone: true, aws: [], services: [] };
  const { AWS: aws = [], Service: services = [] } = principal;
  return { isAnyone: aws.includes('*'), aws, services };
}

function readConditions(raw: RawStatement['Condition'], refuse: Refuse): readonly Condition[] {
  return Object.entries(raw).flatMap(([operator, byKey]) => {
    if (readOperator(operator) === undefined) refuse(`the condition operator ${operator}`);
    return Object.entries(byKey).map(([name, wanted]) => {
      const key = name.toLowerCase();
      if (!knownKeys.has(key)) refuse(`the condition key ${name}`);
      if (wanted.some((value) => value.includes('${'))) refuse(`a variable in ${name}`);
      return { operator, key, values: wanted };
    });
  });
}
