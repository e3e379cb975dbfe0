import { z } from 'zod';
import type { World } from '../../boot/template/resolver.ts';
import { type Resource, type Resources, readProperties } from '../../boot/template/resources.ts';
import type { TokenRequirement } from '../cognito/authorize-token.ts';
import { parseFunctionReference } from '../lambda/function-reference.ts';
import { readSamplingRules } from '../xray/sampling-rules.ts';
import type { ApiSettings, GatewayResponse, Route, Throttle } from './api-settings.ts';

const apiProperties = z.object({
  Name: z.string(),
  BinaryMediaTypes: z.array(z.string()).default([]),
});
const resourceProperties = z.object({ ParentId: z.string(), PathPart: z.string() });
const methodProperties = z.object({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  AuthorizationType: z.enum(['NONE', 'COGNITO_USER_POOLS'], 'only NONE and COGNITO_USER_POOLS'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  Integration: z.object({
    Type: z.literal('AWS_PROXY', 'only Lambda proxy integrations'),
    Uri: z.string(),
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
    TimeoutInMillis: z.number().min(50).max(29_000).default(29_000),
  }),
});
const authorizerProperties = z.object({
  Type: z.literal('COGNITO_USER_POOLS', 'only authorizers of user pools'),
  IdentitySource: z.literal('method.request.header.Authorization', 'only that header'),
  ProviderARNs: z.array(z.string()).min(1),
});
const stageProperties = z.object({
  StageName: z.string(),
  DeploymentId: z.string(),
  AccessLogSetting: z.object({ DestinationArn: z.string(), Format: z.string() }).optional(),
  MethodSettings: z
    .array(
      z.object({
        HttpMethod: z.string(),
        ResourcePath: z.string(),
        ThrottlingRateLimit: z.number().optional(),
        ThrottlingBurstLimit: z.number().optional(),
        MetricsEnabled: z.boolean().default(false),
      }),
    )
    .default([]),
});
const responseProperties = z.object({
  ResponseType: z.string(),
  StatusCode: z.coerce.number().optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
});

/** Gathers a REST API from the resources that make it up. */
export function readApi(api: Resource, resources: Resources, world: World): ApiSettings {
  const { Name, BinaryMediaTypes } = readProperties(apiProperties, api);
  const [stageResource, ...others] = resources.ofType('AWS::ApiGateway::Stage');
  if (stageResource === undefined || others.length > 0) {
    throw new Error('The embedded stack runs one stage of one REST API.');
  }
  const stage = readProperties(stageProperties, stageResource);
  const { '*': throttle } = readThrottles(stage.MethodSettings, '/*');
  const logging = stage.AccessLogSetting;
  return {
    apiId: api.ref,
    apiName: Name,
    region: world.region,
    accountId: world.accountId,
    stage: stage.StageName,
    binaryMediaTypes: BinaryMediaTypes,
    hasMethodMetrics: stage.MethodSettings.some(({ MetricsEnabled }) => MetricsEnabled),
    routes: readRoutes(resources, stage.MethodSettings),
    samplingRules: readSamplingRules(resources),
    gatewayResponses: readGatewayResponses(resources),
    ...(throttle === undefined ? {} : { throttle }),
    ...(logging === undefined
      ? {}
      : {
          accessLog: {
            logGroup: logging.DestinationArn.replace(/^.*:log-group:/, '').replace(/:\*$/, ''),
            format: logging.Format,
          },
        }),
  };
}

function readRoutes(resources: Resources, settings: MethodSettings): readonly Route[] {
  const parts = new Map(
    resources
      .ofType('AWS::ApiGateway::Resource')
      .map((resource) => [resource.ref, readProperties(resourceProperties, resource)] as const),
  );
  const pathOf = (id: string): string => {
    const part = parts.get(id);
    return part === undefined ? '' : `${pathOf(part.ParentId)}/${part.PathPart}`;
  };
  return resources.ofType('AWS::ApiGateway::Method').map((method) => {
    const properties = readProperties(methodProperties, method);
    const { HttpMethod, ResourceId, Integration } = properties;
    const resourcePath = pathOf(ResourceId) || '/';
    return {
      resourceId: ResourceId,
      resourcePath,
      method: HttpMethod,
      timeoutMs: Integration.TimeoutInMillis,
      ...parseFunctionReference(Integration.Uri),
      throttles: readThrottles(settings, resourcePath),
      ...(properties.AuthorizationType !== 'NONE' && {
        authorizer: readAuthorizer(properties, resources),
      }),
    };
  });
}

/** Without scopes the gateway would ask for an identity token, which nobody gets here. */
function readAuthorizer(
  { AuthorizerId, AuthorizationScopes }: z.output<typeof methodProperties>,
  resources: Resources,
): TokenRequirement {
  const authorizer = resources
    .ofType('AWS::ApiGateway::Authorizer')
    .find(({ ref }) => ref === AuthorizerId);
  if (authorizer === undefined || AuthorizationScopes.length === 0) {
    throw new Error('The embedded stack runs an authorizer with scopes only.');
  }
  const { ProviderARNs } = readProperties(authorizerProperties, authorizer);
  return { userPoolArns: ProviderARNs, scopes: AuthorizationScopes };
}

type MethodSettings = z.output<typeof stageProperties>['MethodSettings'];

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
const ofTheAccount: Throttle = { ratePerSecond: 10_000, burst: 5_000 };

/** Of a resource, by method. A method's settings replace all of the stage's: what they leave out is the account's. */
function readThrottles(settings: MethodSettings, path: string): Readonly<Record<string, Throttle>> {
  // The template has `/` and then the path, its slashes written as ~1 (JSON Pointer, RFC 6901).
  const ofPath = settings.filter(({ ResourcePath }) =>
    [ResourcePath, ResourcePath.slice(1).replaceAll('~1', '/')].includes(path),
  );
  return Object.fromEntries(
    ofPath.map(({ HttpMethod, ThrottlingRateLimit, ThrottlingBurstLimit }) => [
      HttpMethod,
      {
        ratePerSecond: ThrottlingRateLimit ?? ofTheAccount.ratePerSecond,
        burst: ThrottlingBurstLimit ?? ofTheAccount.burst,
      },
    ]),
  );
}

function readGatewayResponses(resources: Resources): Record<string, GatewayResponse> {
  return Object.fromEntries(
    resources.ofType('AWS::ApiGateway::GatewayResponse').map((resource) => {
      const properties = readProperties(responseProperties, resource);
      const template = properties.ResponseTemplates['application/json'];
      const response: GatewayResponse = {
        ...(properties.StatusCode === undefined ? {} : { status: properties.StatusCode }),
        ...(template === undefined ? {} : { template }),
        headers: Object.fromEntries(
          Object.entries(properties.ResponseParameters).map(([name, value]) => [
            name.replace(/^gatewayresponse\.header\./, ''),
            // A static value stands in single quotes.
            value.replace(/^'|'$/g, ''),
          ]),
        ),
      };
      return [properties.ResponseType, response];
    }),
  );
}
