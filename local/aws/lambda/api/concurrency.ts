import { z } from 'zod';
import { TemplateError } from '../../../boot/template/resolver.ts';
import { codeSizeOf } from './describe-function.ts';
import { findFunction } from './find-function.ts';
import { invalidParameter } from './lambda-fault.ts';
import { defineOperation, type Operation } from './operation.ts';

const named = { FunctionName: z.string() };
const path = '/functions/{FunctionName}/concurrency';

const getConcurrency = defineOperation(
  { method: 'GET', path: `/2019-09-30${path}` },
  z.strictObject(named),
  ({ FunctionName }, context) => {
    const { lambda } = findFunction(context, FunctionName);
    const reserved = context.functions.account.reservedBy(lambda.settings.functionName);
    return { body: reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved } };
  },
);

const putConcurrency = defineOperation(
  { method: 'PUT', path: `/2017-10-31${path}` },
  z.strictObject({ ...named, ReservedConcurrentExecutions: z.number().int().min(0) }),
  ({ FunctionName, ReservedConcurrentExecutions }, context) => {
    const { lambda } = findFunction(context, FunctionName);
    try {
      context.functions.account.reserve(lambda.settings.functionName, ReservedConcurrentExecutions);
    } catch (error) {
      throw error instanceof TemplateError ? invalidParameter(error.message) : error;
    }
    return { body: { ReservedConcurrentExecutions } };
  },
);

const deleteConcurrency = defineOperation(
  { method: 'DELETE', path: `/2017-10-31${path}` },
  z.strictObject(named),
  ({ FunctionName }, context) => {
    const { lambda } = findFunction(context, FunctionName);
    context.functions.account.reserve(lambda.settings.functionName, undefined);
    return { status: 204, text: '' };
  },
);

const getAccountSettings = defineOperation(
  { method: 'GET', path: '/2016-08-19/account-settings' },
  z.strictObject({}),
  (_, { functions: { account, byName } }) => {
    const all = [...byName.values()].flatMap(({ versions }) => versions.kept);
    return {
      body: {
        AccountLimit: {
          ...{ TotalCodeSize: 80_530_636_800, CodeSizeUnzipped: 262_144_000 },
          ...{ CodeSizeZipped: 52_428_800, ConcurrentExecutions: account.limit },
          UnreservedConcurrentExecutions: account.unreserved,
        },
        AccountUsage: {
          TotalCodeSize: all.reduce((bytes, { settings }) => bytes + codeSizeOf(settings), 0),
          FunctionCount: byName.size,
        },
      },
    };
  },
);

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const concurrencyOperations: Readonly<Record<string, Operation>> = {
  GetFunctionConcurrency: getConcurrency,
  PutFunctionConcurrency: putConcurrency,
  DeleteFunctionConcurrency: deleteConcurrency,
  GetAccountSettings: getAccountSettings,
};
