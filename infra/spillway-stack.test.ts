import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nextAudit } from '../client/audit/next-audit.ts';
import { plannedFigures } from '../client/cost/planned-figures.ts';
import { fillTemplate } from '../local/aws/api-gateway/context-values.ts';
import { readSchedule } from '../local/aws/eventbridge/schedule.ts';
import { parseFilterPattern } from '../local/aws/logs/filter-pattern.ts';
import { senders } from '../service/webhook/senders.ts';
import { isFinal } from '../service/webhook/status-policy.ts';
import { fixtureInputs } from '../test/factories/fixture-inputs.ts';
import {
  readAssembly,
  type SynthesizedStack,
  synthesizeStack,
} from '../test/factories/synthesized-stack.ts';
import { writeStandIns } from './stand-in-bundles.ts';
import { synthesize } from './synthesize.ts';

// A synthesis takes a second of a free core, and much more on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

let directory: string;
let dev: SynthesizedStack;
let prod: SynthesizedStack;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spillway-stack-'));
  [dev, prod] = await Promise.all([
    synthesizeStack(),
    synthesizeStack({
      stage: 'prod',
      context: {
        alarmEmail: 'on-call@example.com',
        pageUrlSecret: 'on-call/page-url',
        slackWorkspaceId: 'T01',
        slackChannelId: 'C02',
      },
    }),
  ]);
}, 120_000);
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('the queues', () => {
  it('keep a batch hidden for six function timeouts and the batching window', async () => {
    const stack = await synthesizeStack({
      context: { processingTimeoutSeconds: '7', batchWindowSeconds: '20' },
    });
    expect(queue(stack, 'intake').VisibilityTimeout).toBe(6 * 7 + 20);
    expect(functionNamed(stack, 'processing').Timeout).toBe(7);
  });

  it('keep dead letters longer than webhooks, since their age counts from their first arrival', () => {
    for (const stack of [dev, prod]) {
      const kept = (name: string) => queue(stack, name).MessageRetentionPeriod;
      expect(kept('dead-letters')).toBeGreaterThan(kept('intake'));
    }
  });

  it('hand a webhook out at least five times before they give it up', () => {
    const { RedrivePolicy } = queue(dev, 'intake');
    expect(RedrivePolicy.maxReceiveCount).toBeGreaterThanOrEqual(5);
    expect(RedrivePolicy.deadLetterTargetArn).toMatch(/^<QueuesDeadLetters\w+\.Arn>$/);
  });

  it('are encrypted and refuse whatever does not come over TLS', () => {
    for (const { id, properties } of dev.someOfType('AWS::SQS::Queue')) {
      expect(properties.SqsManagedSseEnabled).toBe(true);
      const policy = dev
        .ofType('AWS::SQS::QueuePolicy')
        .find((resource) => resource.properties.Queues.includes(`<${id}>`));
      expect(policy?.properties.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 'sqs:*',
          Principal: { AWS: '*' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
  });
});

describe('the functions', () => {
  it('run on Node 24, on arm64, those that webhooks pass traced', () => {
    const functions = prod.ofType('AWS::Lambda::Function').map(({ properties }) => properties);
    const shared = { Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' };
    const wanted = {
      ...shared,
      TracingConfig: { Mode: 'Active' },
      Environment: {
        Variables: {
          POWERTOOLS_TRACER_CAPTURE_RESPONSE: 'false',
          POWERTOOLS_TRACER_CAPTURE_HTTPS_REQUESTS: 'false',
        },
      },
    };
    expect(functions).toMatchObject([wanted, wanted, shared, shared]);
  });

  it('are called by their alias only, but for the two that run by a schedule, which have none', () => {
    const functions = prod.ofType('AWS::Lambda::Function').map(({ id }) => id);
    const callers = prod.resources.filter(
      ({ type, properties }) =>
        !['AWS::Lambda::Version', 'AWS::Lambda::Alias'].includes(type) &&
        functions.some((id) => JSON.stringify(properties).includes(`<${id}`)),
    );
    expect(callers.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^AuditSchedule/),
      expect.stringMatching(/^AuditScheduleAllowEventRule/),
      expect.stringMatching(/^ReconciliationFunctionEventInvokeConfig/),
      expect.stringMatching(/^ReconciliationSchedule/),
      expect.stringMatching(/^ReconciliationScheduleAllowEventRule/),
    ]);
    const [method] = dev.ofType('AWS::ApiGateway::Method');
    expect(method?.properties.Integration.Uri).toMatch(/<IngestionFunctionAliaslive\w+>/);
    const [mapping] = dev.ofType('AWS::Lambda::EventSourceMapping');
    expect(mapping?.properties.FunctionName).toMatch(/^<ProcessingFunctionAliaslive\w+>:live$/);
  });

  it('audit when the console says that they do', () => {
    const rules = prod.ofType('AWS::Events::Rule');
    const rule = rules.find(({ id }) => id.startsWith('AuditSchedule'));
    const next = readSchedule(rule?.properties.ScheduleExpression);
    const hour = Array.from({ length: 60 }, (_, minute) => Date.UTC(2026, 10, 26, 12, minute));
    expect(hour.map(nextAudit)).toEqual(hour.map(next));
  });

  it('have an alias `live` on a published version', () => {
    const aliases = dev.ofType('AWS::Lambda::Alias');
    expect(aliases.map(({ properties }) => properties.Name)).toEqual(['live', 'live']);
    for (const { properties } of aliases) {
      expect(properties.FunctionVersion).toMatch(/^<\w+CurrentVersion\w+\.Version>$/);
    }
  });

  it('may send to the queue that they come from where webhooks are parked, and only there', () => {
    // Otherwise Lambda ends a chain after about 16 invocations, which is an hour of a destination's outage.
    expect(functionNamed(dev, 'processing').RecursiveLoop).toBe('Allow');
    expect(functionNamed(dev, 'ingestion').RecursiveLoop).toBe('Terminate');
  });

  it('report which webhooks of a batch failed, and count them', () => {
    const [mapping] = dev.ofType('AWS::Lambda::EventSourceMapping');
    expect(mapping?.properties).toMatchObject({
      EventSourceArn: expect.stringMatching(/^<QueuesIntake\w+\.Arn>$/),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MetricsConfig: { Metrics: ['EventCount'] },
      ScalingConfig: { MaximumConcurrency: 5 },
    });
    expect(mapping?.properties.BatchSize).toBeLessThanOrEqual(10);
  });

  it('get new code in one stage when a setting of that stage changes, and none otherwise', async () => {
    await synthesize({
      ...{ ...fixtureInputs({}), outdir: directory, isValidated: false },
      bundle: writeStandIns,
    });
    const again = await readAssembly(directory, 'Spillway-dev');
    expect(again.template).toEqual(dev.template);
    const changed = await synthesizeStack({ context: { ingestionMemoryMb: '1024' } });
    const versions = (stack: SynthesizedStack) =>
      stack.ofType('AWS::Lambda::Version').map(({ id }) => id);
    expect(versions(changed)).not.toEqual(versions(dev));
  });
});

describe('the API', () => {
  it('hands every body on as bytes', () => {
    const [api] = dev.ofType('AWS::ApiGateway::RestApi');
    expect(api?.properties.BinaryMediaTypes).toEqual(['*/*']);
  });

  it('logs each request as JSON, and never a body or a header that could hold a signature', () => {
    const [stage] = dev.ofType('AWS::ApiGateway::Stage');
    const fields = JSON.parse(stage?.properties.AccessLogSetting.Format);
    expect(fields).toMatchObject({ requestId: '$context.requestId', status: '$context.status' });
    expect(JSON.stringify(fields)).not.toMatch(/\$input|header|body|authorizer/i);
    expect(stage?.properties.MethodSettings[0].DataTraceEnabled).toBe(false);
    expect(stage?.properties.TracingEnabled).toBe(true);
  });

  it('logs a request in as many bytes as are planned', () => {
    const [stage] = prod.ofType('AWS::ApiGateway::Stage');
    const entry = fillTemplate(stage?.properties.AccessLogSetting.Format, {
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      ...{ 'identity.sourceIp': '140.82.115.101', 'identity.userAgent': 'GitHub-Hookshot/044aadd' },
      ...{ httpMethod: 'POST', path: '/prod/webhooks/github', status: 202, responseLatency: 31 },
    });
    // 26 for the event. Each byte is $0.0005 a million requests.
    const bytes = Buffer.byteLength(entry) + 26;
    expect(Math.abs(bytes / plannedFigures.accessLogBytes - 1)).toBeLessThan(0.05);
  });

  it('throttles as the stage says', async () => {
    const limits = (stack: SynthesizedStack) => {
      const [settings] = stack.ofType('AWS::ApiGateway::Stage')[0]?.properties.MethodSettings ?? [];
      return [settings?.ThrottlingRateLimit, settings?.ThrottlingBurstLimit];
    };
    expect(limits(dev)).toEqual([1_000, 2_000]);
    expect(limits(prod)).toEqual([5_000, 5_000]);
    const overridden = await synthesizeStack({ context: { throttleRatePerSecond: '3' } });
    expect(limits(overridden)).toEqual([3, 2_000]);
  });

  it('answers what never reaches our code as problem details', () => {
    for (const { properties } of dev.someOfType('AWS::ApiGateway::GatewayResponse')) {
      const problem = JSON.parse(properties.ResponseTemplates['application/json']);
      expect(String(problem.status)).toBe(properties.StatusCode);
      expect(problem.trackingId).toBe('$context.requestId');
      expect(problem.type).toMatch(/^urn:spillway:rejection:[a-z-]+$/);
      expect(properties.ResponseParameters['gatewayresponse.header.Content-Type']).toBe(
        "'application/problem+json'",
      );
    }
  });

  it.each([
    ['MISSING_AUTHENTICATION_TOKEN', '404'],
    ['REQUEST_TOO_LARGE', '413'],
    ['THROTTLED', '503'],
    ['QUOTA_EXCEEDED', '503'],
    ['WAF_FILTERED', '503'],
    ['DEFAULT_4XX', '400'],
    ['DEFAULT_5XX', '503'],
  ])('answers %s with %s', (type, status) => {
    const response = dev
      .ofType('AWS::ApiGateway::GatewayResponse')
      .find(({ properties }) => properties.ResponseType === type);
    expect(response?.properties.StatusCode).toBe(status);
  });

  it('asks to be tried again wherever it may pass', () => {
    for (const { properties } of dev.someOfType('AWS::ApiGateway::GatewayResponse')) {
      const retry = properties.ResponseParameters['gatewayresponse.header.Retry-After'];
      expect(Boolean(retry)).toBe(properties.StatusCode === '503');
    }
  });

  it('answers nothing that may pass with a status that a sender takes as final', () => {
    const statuses = dev
      .ofType('AWS::ApiGateway::GatewayResponse')
      .filter(({ properties }) =>
        Boolean(properties.ResponseParameters['gatewayresponse.header.Retry-After']),
      )
      .map(({ properties }) => Number(properties.StatusCode));
    expect(statuses.length).toBeGreaterThan(0);
    for (const { title, retries } of Object.values(senders)) {
      expect([title, statuses.filter((status) => isFinal(retries, status))]).toEqual([title, []]);
    }
  });

  it('counts a flood apart from what failed, by what the access log says', () => {
    const [log] = dev
      .ofType('AWS::Logs::LogGroup')
      .filter(({ properties }) => properties.LogGroupName === '/aws/apigateway/spillway-dev');
    const filters = dev.ofType('AWS::Logs::MetricFilter').map(({ properties }) => properties);
    expect(new Set(filters.map(({ LogGroupName }) => LogGroupName))).toEqual(
      new Set([`<${log?.id}>`]),
    );
    const counted = (entry: object) =>
      filters
        .filter(({ FilterPattern }) => parseFilterPattern(FilterPattern)(JSON.stringify(entry)))
        .flatMap(({ MetricTransformations }) =>
          MetricTransformations.map((one: { MetricName: string }) => one.MetricName),
        );
    for (const errorType of ['THROTTLED', 'QUOTA_EXCEEDED', 'WAF_FILTERED']) {
      expect(counted({ status: '503', errorType })).toEqual(['GatewayThrottled']);
    }
    expect(counted({ status: '503', errorType: '-' })).toEqual(['RequestFailed']);
    expect(counted({ status: '503', errorType: 'INTEGRATION_FAILURE' })).toEqual(['RequestFailed']);
    expect(counted({ status: '202', errorType: '-' })).toEqual([]);
    expect(counted({ status: '404', errorType: 'MISSING_AUTHENTICATION_TOKEN' })).toEqual([]);
    const tooLarge = { status: '413', errorType: 'REQUEST_TOO_LARGE' };
    for (const path of ['/dev/webhooks/github', '/webhooks/github', '/dev/webhooks/github/']) {
      expect(counted({ ...tooLarge, path })).toEqual(['PayloadTooLarge']);
      expect(counted({ status: '413', errorType: '-', path })).toEqual(['PayloadTooLarge']);
      expect(counted({ status: '202', errorType: '-', path })).toEqual([]);
    }
    for (const path of ['/dev/webhooks/gitlab', '/dev/webhooks/github-2', '/dev/events']) {
      expect(counted({ ...tooLarge, path })).toEqual([]);
    }
  });

  it('names the stage in what it counts, and has what the filters read in each entry', () => {
    const [stage] = dev.ofType('AWS::ApiGateway::Stage');
    const entry = JSON.parse(stage?.properties.AccessLogSetting.Format);
    expect(entry).toMatchObject({
      service: 'spillway-dev',
      status: '$context.status',
      errorType: '$context.error.responseType',
    });
    for (const { properties } of dev.someOfType('AWS::Logs::MetricFilter')) {
      expect(properties.MetricTransformations).toEqual([
        expect.objectContaining({
          MetricNamespace: 'Spillway',
          Dimensions: [{ Key: 'service', Value: '$.service' }],
        }),
      ]);
    }
  });

  it('logs, measures and keeps secret each method with settings of its own as all others', async () => {
    const stack = await synthesizeStack({ configFile: 'test/fixtures/throttled.config.ts' });
    const [stage] = stack.ofType('AWS::ApiGateway::Stage');
    const [shared, ...own] = stage?.properties.MethodSettings ?? [];
    const keys = own.map(
      ({ HttpMethod, ResourcePath }: Record<string, string>) => `${HttpMethod} ${ResourcePath}`,
    );
    expect(keys).toEqual([
      'POST /~1webhooks~1noisy',
      'POST /~1webhooks~1phone',
      'GET /~1webhooks~1phone',
    ]);
    const rates = own.map((one: { ThrottlingRateLimit: number }) => one.ThrottlingRateLimit);
    expect(rates).toEqual([1, 2, 2]);
    const { LoggingLevel, MetricsEnabled, DataTraceEnabled } = shared;
    expect([LoggingLevel, MetricsEnabled, DataTraceEnabled]).toEqual(['ERROR', false, false]);
    for (const settings of own) {
      expect(settings).toMatchObject({ LoggingLevel, MetricsEnabled, DataTraceEnabled });
    }
    // API Gateway refuses settings for ANY.
    expect(JSON.stringify(stage?.properties.MethodSettings)).not.toContain('ANY');
  });

  it('limits single addresses in prod, and costs nothing for it in dev', () => {
    const limit = { RateBasedStatement: { Limit: 300_000, AggregateKeyType: 'IP' } };
    const acls = prod.ofType('AWS::WAFv2::WebACL').map(({ properties }) => properties);
    expect(acls).toMatchObject([{ Rules: [{ Statement: limit }] }]);
    expect(prod.ofType('AWS::WAFv2::WebACLAssociation')).toHaveLength(1);
    expect(dev.ofType('AWS::WAFv2::WebACL')).toEqual([]);
  });
});

describe('the traces', () => {
  it('are sampled by a rule that is for this stage’s gateway alone, few of them in prod', () => {
    const rulesOf = ({ ofType }: SynthesizedStack) =>
      ofType('AWS::XRay::SamplingRule').map(({ properties }) => properties.SamplingRule);
    const ofStage = (stage: string) => ({
      ...{ RuleName: `spillway-${stage}`, ServiceName: `spillway-${stage}/${stage}` },
      ServiceType: 'AWS::ApiGateway::Stage',
    });
    expect(rulesOf(prod)).toMatchObject([
      { ...ofStage('prod'), ReservoirSize: 0, FixedRate: 0.005 },
    ]);
    expect(rulesOf(dev)).toMatchObject([{ ...ofStage('dev'), ReservoirSize: 10, FixedRate: 0.05 }]);
  });
});

describe('the logs', () => {
  it('are JSON, without what Lambda says of each invocation where the stage says so', () => {
    const configs = (stack: SynthesizedStack) =>
      ['ingestion', 'processing'].map((name) => functionNamed(stack, name).LoggingConfig);
    const json = { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' };
    for (const config of configs(dev)) {
      expect(config).toMatchObject({ ...json, SystemLogLevel: 'INFO' });
    }
    for (const config of configs(prod)) {
      expect(config).toMatchObject({ ...json, SystemLogLevel: 'WARN' });
    }
  });

  it('are kept as long as the stage says, every one of them', () => {
    const kept = (stack: SynthesizedStack) =>
      new Set(stack.ofType('AWS::Logs::LogGroup').map((log) => log.properties.RetentionInDays));
    expect(kept(dev)).toEqual(new Set([7]));
    expect(kept(prod)).toEqual(new Set([90]));
    expect(prod.ofType('AWS::Logs::LogGroup').map((log) => log.properties.LogGroupName)).toEqual([
      '/aws/lambda/spillway-prod-ingestion',
      '/aws/lambda/spillway-prod-processing',
      '/aws/lambda/spillway-prod-audit',
      '/aws/lambda/spillway-prod-reconciliation',
      '/aws/apigateway/spillway-prod',
      expect.stringMatching(/^API-Gateway-Execution-Logs_<Api\w+>\/prod$/),
      '/spillway/prod/annotations',
    ]);
  });
});

describe('the topics of the alarms', () => {
  it('are encrypted with a key that lets CloudWatch in, and take nothing without TLS', () => {
    const [topic] = dev.ofType('AWS::SNS::Topic');
    const [key] = dev.ofType('AWS::KMS::Key');
    expect(topic?.properties.KmsMasterKeyId).toBe(`<${key?.id}.Arn>`);
    const byCloudWatch = {
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Effect: 'Allow',
      Condition: {
        ArnLike: {
          'aws:SourceArn': expect.stringMatching(/:cloudwatch:.*:alarm:spillway-dev-\*$/),
        },
      },
    };
    expect(key?.properties.KeyPolicy.Statement).toEqual([
      expect.objectContaining({
        Principal: { AWS: expect.stringMatching(/:iam::<AWS::AccountId>:root$/) },
        Action: 'kms:*',
      }),
      { ...byCloudWatch, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' },
    ]);
    const [policy] = dev.ofType('AWS::SNS::TopicPolicy');
    expect(policy?.properties.PolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
      expect.objectContaining({
        ...byCloudWatch,
        Action: 'sns:Publish',
        Resource: `<${topic?.id}>`,
      }),
    ]);
  });

  it('are one for pages and one for tickets, which a stage without tickets does not have', () => {
    const namesOf = (stack: SynthesizedStack) =>
      stack.someOfType('AWS::SNS::Topic').map(({ properties }) => properties.TopicName);
    expect(namesOf(prod)).toEqual(['spillway-prod-pages', 'spillway-prod-tickets']);
    expect(namesOf(dev)).toEqual(['spillway-dev-pages']);
  });

  it('reach whoever the settings name, and nobody otherwise', () => {
    const told = prod
      .someOfType('AWS::SNS::Subscription')
      .map(({ properties }) => [
        properties.TopicArn.replace(/[0-9A-F]{8}>$/, '>'),
        properties.Protocol,
        properties.Endpoint,
      ]);
    expect(told).toEqual([
      ['<AlarmTopicsPages>', 'email', 'on-call@example.com'],
      [
        '<AlarmTopicsPages>',
        'https',
        '{{resolve:secretsmanager:on-call/page-url:SecretString:::}}',
      ],
      ['<AlarmTopicsTickets>', 'email', 'on-call@example.com'],
    ]);
    const [slack, ...others] = prod.someOfType('AWS::Chatbot::SlackChannelConfiguration');
    expect(others).toEqual([]);
    expect(slack?.properties).toMatchObject({ SlackWorkspaceId: 'T01', SlackChannelId: 'C02' });
    expect(slack?.properties.SnsTopicArns).toHaveLength(2);
    expect(dev.ofType('AWS::SNS::Subscription')).toEqual([]);
    expect(dev.ofType('AWS::Chatbot::SlackChannelConfiguration')).toEqual([]);
  });

  it('let a Slack channel ask for nothing', () => {
    const role = prod.someOfType('AWS::IAM::Role').find(({ id }) => id.includes('Slack'));
    expect(role?.properties.ManagedPolicyArns).toBeUndefined();
    const policies = prod.ofType('AWS::IAM::Policy').map(({ properties }) => properties.Roles);
    expect(policies.flat()).not.toContain(`<${role?.id}>`);
    const [slack] = prod.someOfType('AWS::Chatbot::SlackChannelConfiguration');
    expect(slack?.properties.GuardrailPolicies).toEqual([
      expect.stringMatching(/:iam::aws:policy\/CloudWatchReadOnlyAccess$/),
    ]);
  });
});

function queue(stack: SynthesizedStack, name: string) {
  return stack
    .ofType('AWS::SQS::Queue')
    .find(({ properties }) => properties.QueueName.endsWith(`-${name}`))?.properties;
}

function functionNamed(stack: SynthesizedStack, name: string) {
  return stack
    .ofType('AWS::Lambda::Function')
    .find(({ properties }) => properties.FunctionName?.endsWith(`-${name}`))?.properties;
}
