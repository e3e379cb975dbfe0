import { because, type ResourceTypes } from '../resource-type.ts';

const ofTheApi = { RestApiId: 'there is one API' } as const;

export const apiGatewayTypes: ResourceTypes = {
  'AWS::ApiGateway::RestApi': {
    emulated: ['Name', 'BinaryMediaTypes'],
    ignored: {
      Description: because.described,
      EndpointConfiguration: 'the endpoint is a port on this machine',
      Tags: because.tagged,
    },
  },
  'AWS::ApiGateway::Account': { emulated: ['CloudWatchRoleArn'], ignored: {} },
  'AWS::ApiGateway::Authorizer': {
    emulated: ['Type', 'IdentitySource', 'ProviderARNs'],
    ignored: { ...ofTheApi, Name: 'nothing shows it' },
  },
  'AWS::ApiGateway::Deployment': {
    emulated: [],
    ignored: { ...ofTheApi, Description: because.described },
  },
  'AWS::ApiGateway::GatewayResponse': {
    emulated: ['ResponseType', 'StatusCode', 'ResponseParameters', 'ResponseTemplates'],
    ignored: ofTheApi,
  },
  'AWS::ApiGateway::Method': {
    emulated: [
      'HttpMethod',
      'ResourceId',
      'AuthorizationType',
      'AuthorizerId',
      'AuthorizationScopes',
      'Integration.Type',
      'Integration.Uri',
      'Integration.TimeoutInMillis',
    ],
    ignored: {
      ...ofTheApi,
      'Integration.IntegrationHttpMethod': 'Lambda is called by POST always',
    },
  },
  'AWS::ApiGateway::Resource': { emulated: ['ParentId', 'PathPart'], ignored: ofTheApi },
  'AWS::ApiGateway::Stage': {
    emulated: [
      'StageName',
      'DeploymentId',
      'AccessLogSetting',
      'MethodSettings[].HttpMethod',
      'MethodSettings[].ResourcePath',
      'MethodSettings[].ThrottlingRateLimit',
      'MethodSettings[].ThrottlingBurstLimit',
      'MethodSettings[].MetricsEnabled',
    ],
    ignored: {
      ...ofTheApi,
      'MethodSettings[].DataTraceEnabled': 'there is no execution log',
      'MethodSettings[].LoggingLevel': 'there is no execution log',
      TracingEnabled: 'X-Ray samples and is told of each request anyhow',
      Tags: because.tagged,
    },
  },
};
