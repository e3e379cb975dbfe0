import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { FunctionVersions, Version } from '../function-versions.ts';
import type { DeclaredFunction } from '../read-functions.ts';
import { describeFunction } from './describe-function.ts';
import { type Found, findFunction } from './find-function.ts';
import { defineOperation, type LambdaContext, type Operation } from './operation.ts';
import { pageOf, paging } from './page-of.ts';

const named = z.strictObject({ FunctionName: z.string(), Qualifier: z.string().optional() });

const listFunctions = defineOperation(
  { method: 'GET', path: '/2015-03-31/functions' },
  z.strictObject({ ...paging, FunctionVersion: z.literal('ALL').optional() }),
  ({ FunctionVersion, ...input }, context) => {
    const all = [...context.functions.byName.values()].flatMap(({ settings, versions }) => {
      const found = findFunction(context, settings.functionName);
      return FunctionVersion === 'ALL'
        ? describeVersions(found)
        : [describeFunction(versions.newest, '$LATEST', undefined)];
    });
    const { page, next } = pageOf(all, input);
    return { body: { Functions: page, ...next } };
  },
);

const listVersions = defineOperation(
  { method: 'GET', path: '/2015-03-31/functions/{FunctionName}/versions' },
  z.strictObject({ ...paging, FunctionName: z.string() }),
  ({ FunctionName, ...input }, context) => {
    const { page, next } = pageOf(describeVersions(findFunction(context, FunctionName)), input);
    return { body: { Versions: page, ...next } };
  },
);

const getConfiguration = defineOperation(
  { method: 'GET', path: '/2015-03-31/functions/{FunctionName}/configuration' },
  named,
  (input, context) => ({ body: configurationOf(input, context).described }),
);

const getFunction = defineOperation(
  { method: 'GET', path: '/2015-03-31/functions/{FunctionName}' },
  named,
  (input, context) => {
    const { version, described } = configurationOf(input, context);
    const { functionName, codeFolder } = version.settings;
    const reserved = context.functions.account.reservedBy(functionName);
    return {
      body: {
        Configuration: described,
        Code: { RepositoryType: 'Folder', Location: String(pathToFileURL(codeFolder)) },
        ...(reserved === undefined
          ? {}
          : { Concurrency: { ReservedConcurrentExecutions: reserved } }),
      },
    };
  },
);

export const functionOperations: Readonly<Record<string, Operation>> = {
  ListFunctions: listFunctions,
  ListVersionsByFunction: listVersions,
  GetFunction: getFunction,
  GetFunctionConfiguration: getConfiguration,
};

function describeVersions({ lambda: { versions }, declared }: Found): readonly object[] {
  return [
    describeFunction(versions.newest, '$LATEST', '$LATEST'),
    ...published(versions, declared).map((one) =>
      describeFunction(one, one.settings.version, one.settings.version),
    ),
  ];
}

function published({ kept }: FunctionVersions, { alias }: DeclaredFunction): readonly Version[] {
  return alias === undefined ? [] : kept;
}

function configurationOf(
  { FunctionName, Qualifier }: z.output<typeof named>,
  context: LambdaContext,
) {
  const { lambda, qualifier } = findFunction(context, FunctionName, Qualifier);
  const version = lambda.versions.find(qualifier);
  const isLatest = qualifier === undefined || qualifier === '$LATEST';
  const number = isLatest ? '$LATEST' : version.settings.version;
  return { version, described: describeFunction(version, number, qualifier) };
}
