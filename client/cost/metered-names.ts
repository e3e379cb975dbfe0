import type { ReadableResource } from '../stage/readable-template.ts';

/** What CloudWatch has metrics of, by the names that are their dimensions. */
export interface MeteredNames {
  readonly api: { readonly name: string; readonly stage: string };
  readonly functions: readonly { readonly name: string; readonly memoryMb: number }[];
  readonly queues: readonly string[];
  readonly tables: readonly string[];
  readonly logGroups: readonly string[];
  /** That of its metrics; absent where the stage has no web ACL. */
  readonly acl?: string;
}

/** The names that a template gives. What CloudFormation names itself has a placeholder, and is left out. */
export function meteredNames(resources: readonly ReadableResource[]): MeteredNames {
  const propertiesOf = (type: string) =>
    resources.filter((resource) => resource.type === type).map(({ properties }) => properties);
  const named = (type: string, property: string): readonly string[] =>
    propertiesOf(type)
      .map((properties) => properties[property])
      .filter((name) => typeof name === 'string' && !name.includes('<'));
  const [acl] = propertiesOf('AWS::WAFv2::WebACL');
  return {
    api: {
      name: named('AWS::ApiGateway::RestApi', 'Name')[0] ?? '',
      stage: named('AWS::ApiGateway::Stage', 'StageName')[0] ?? '',
    },
    functions: propertiesOf('AWS::Lambda::Function')
      .filter(({ FunctionName }) => typeof FunctionName === 'string')
      .map(({ FunctionName: name, MemorySize: memoryMb }) => ({ name, memoryMb })),
    queues: named('AWS::SQS::Queue', 'QueueName'),
    tables: named('AWS::DynamoDB::Table', 'TableName'),
    logGroups: named('AWS::Logs::LogGroup', 'LogGroupName'),
    ...(acl === undefined ? {} : { acl: acl.VisibilityConfig.MetricName }),
  };
}
