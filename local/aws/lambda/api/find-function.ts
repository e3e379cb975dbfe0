import { type FunctionReference, readFunctionReference } from '../function-reference.ts';
import type { Version } from '../function-versions.ts';
import type { LambdaFunction } from '../lambda-function.ts';
import type { DeclaredFunction } from '../read-functions.ts';
import { invalidParameter, notFound } from './lambda-fault.ts';
import type { LambdaContext } from './operation.ts';

/** A function of the stack, and what of it was asked for. */
export interface Found {
  readonly lambda: LambdaFunction;
  readonly declared: DeclaredFunction;
  /** `$LATEST`, a version or an alias; absent where none was named. */
  readonly qualifier?: string;
}

/**
 * @param name a name or an ARN, with a qualifier or without
 * @throws LambdaFault as AWS does where there is no such function, version or alias
 */
export function findFunction(
  { functions }: Pick<LambdaContext, 'functions'>,
  name: string,
  given?: string,
): Found {
  const { functionName, alias } = referenceTo(name);
  const qualifier = given ?? alias;
  const lambda = functions.byName.get(functionName);
  const declared = functions.declared.find((one) => one.settings.functionName === functionName);
  if (lambda === undefined || declared === undefined) throw missing(name, qualifier, functions);
  if (qualifier !== undefined && !hasQualifier(lambda, declared, qualifier)) {
    throw missing(name, qualifier, functions);
  }
  return { lambda, declared, ...(qualifier === undefined ? {} : { qualifier }) };
}

/** The published version of this number. */
export function findVersion({ lambda, declared }: Found, version: string): Version {
  const found =
    declared.alias === undefined
      ? undefined
      : lambda.versions.kept.find(({ settings }) => settings.version === version);
  if (found !== undefined) return found;
  throw notFound(`Function not found: ${declared.settings.arn}:${version}`);
}

function referenceTo(name: string): FunctionReference {
  const reference = readFunctionReference(name);
  if (reference !== undefined) return reference;
  throw invalidParameter(`${name} is neither the name nor the ARN of a function`);
}

function hasQualifier(
  { versions }: LambdaFunction,
  { alias }: DeclaredFunction,
  qualifier: string,
): boolean {
  if (qualifier === '$LATEST') return true;
  if (alias === undefined) return false;
  return (
    qualifier === alias || versions.kept.some(({ settings }) => settings.version === qualifier)
  );
}

function missing(
  name: string,
  qualifier: string | undefined,
  functions: LambdaContext['functions'],
) {
  const { functionName } = referenceTo(name);
  const [one] = functions.declared;
  const arn = one?.settings.arn.replace(/[^:]+$/, functionName) ?? functionName;
  return notFound(`Function not found: ${arn}${qualifier === undefined ? '' : `:${qualifier}`}`);
}
