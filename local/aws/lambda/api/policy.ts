import { z } from 'zod';
import { type Resource, readProperties } from '../../../boot/template/resources.ts';
import { parseFunctionReference } from '../function-reference.ts';
import { findFunction } from './find-function.ts';
import { notFound } from './lambda-fault.ts';
import { defineOperation, type Operation } from './operation.ts';

const permissionProperties = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

const getPolicy = defineOperation(
  { method: 'GET', path: '/2015-03-31/functions/{FunctionName}/policy' },
  z.strictObject({ FunctionName: z.string(), Qualifier: z.string().optional() }),
  ({ FunctionName, Qualifier }, context) => {
    const { lambda, qualifier } = findFunction(context, FunctionName, Qualifier);
    const { functionName, arn } = lambda.settings;
    const resource = qualifier === undefined ? arn : `${arn}:${qualifier}`;
    const statements = (context.mappings.parts?.resources.ofType('AWS::Lambda::Permission') ?? [])
      .map(readPermission)
      .filter(({ of }) => of.functionName === functionName && of.alias === qualifier)
      .map(({ statement }) => ({ ...statement, Resource: resource }));
    if (statements.length === 0) throw notFound('The resource you requested does not exist.');
    const policy = { Version: '2012-10-17', Id: 'default', Statement: statements };
    return {
      body: { Policy: JSON.stringify(policy), RevisionId: lambda.versions.aliasRevisionId },
    };
  },
);

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const policyOperations: Readonly<Record<string, Operation>> = { GetPolicy: getPolicy };

function readPermission(resource: Resource) {
  const { Action, FunctionName, Principal, SourceArn, SourceAccount } = readProperties(
    permissionProperties,
    resource,
  );
  const condition = {
    ...(SourceAccount === undefined
      ? {}
      : { StringEquals: { 'AWS:SourceAccount': SourceAccount } }),
    ...(SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': SourceArn } }),
  };
  const isService = Principal.endsWith('.amazonaws.com');
  return {
    of: parseFunctionReference(FunctionName),
    statement: {
      Sid: resource.logicalId,
      Effect: 'Allow',
      Principal: isService ? { Service: Principal } : { AWS: Principal },
      Action,
      ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
    },
  };
}
