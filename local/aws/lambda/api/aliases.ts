import { z } from 'zod';
import { type Found, findFunction, findVersion } from './find-function.ts';
import { invalidParameter, LambdaFault, notFound } from './lambda-fault.ts';
import { defineOperation, type LambdaContext, type Operation } from './operation.ts';
import { pageOf, paging } from './page-of.ts';

const path = '/2015-03-31/functions/{FunctionName}/aliases/{Name}';
const named = { FunctionName: z.string(), Name: z.string() };

const listAliases = defineOperation(
  { method: 'GET', path: '/2015-03-31/functions/{FunctionName}/aliases' },
  z.strictObject({
    ...paging,
    FunctionName: z.string(),
    FunctionVersion: z.string().optional(),
  }),
  ({ FunctionName, FunctionVersion, ...input }, context) => {
    const found = findFunction(context, FunctionName);
    const isMeant =
      found.declared.alias !== undefined &&
      (FunctionVersion ?? found.lambda.settings.version) === found.lambda.settings.version;
    const { page, next } = pageOf(isMeant ? [describeAlias(found)] : [], input);
    return { body: { Aliases: page, ...next } };
  },
);

const getAlias = defineOperation(
  { method: 'GET', path },
  z.strictObject(named),
  (input, context) => ({
    body: describeAlias(findAlias(input, context)),
  }),
);

const updateAlias = defineOperation(
  { method: 'PUT', path },
  z.strictObject({
    ...named,
    FunctionVersion: z
      .string()
      .regex(/^(\$LATEST|[0-9]+)$/, 'must be (\\$LATEST|[0-9]+)')
      .optional(),
    RevisionId: z.string().optional(),
  }),
  ({ FunctionVersion, RevisionId, ...input }, context) => {
    const found = findAlias(input, context);
    const { versions } = found.lambda;
    if (RevisionId !== undefined && RevisionId !== versions.aliasRevisionId) {
      const message =
        'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id';
      throw new LambdaFault(412, 'PreconditionFailedException', message, { Type: 'User' });
    }
    if (FunctionVersion === '$LATEST') {
      throw invalidParameter('The embedded stack moves an alias to published versions only');
    }
    if (FunctionVersion !== undefined) {
      void versions.pointAt(findVersion(found, FunctionVersion));
    }
    return { body: describeAlias(found) };
  },
);

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export const aliasOperations: Readonly<Record<string, Operation>> = {
  ListAliases: listAliases,
  GetAlias: getAlias,
  UpdateAlias: updateAlias,
};

function findAlias(
  { FunctionName, Name }: { readonly FunctionName: string; readonly Name: string },
  context: LambdaContext,
): Found {
  const found = findFunction(context, FunctionName);
  const { alias, settings } = found.declared;
  if (alias === Name) return found;
  throw notFound(`Cannot find alias arn: ${settings.arn}:${Name}`);
}

function describeAlias({ lambda: { settings, versions }, declared: { alias } }: Found): object {
  return {
    AliasArn: `${settings.arn}:${alias}`,
    Name: alias,
    FunctionVersion: settings.version,
    Description: '',
    RevisionId: versions.aliasRevisionId,
  };
}
