import { beforeAll, describe, expect, it } from 'vitest';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

let stack: SynthesizedStack;

beforeAll(async () => {
  stack = await synthesizeStack();
}, 120_000);

/**
 * An object's key is made from its content, so it can't be named in advance. The configuration has as many secrets
 * as sources and destinations, and no policy has room for them all.
 */
const ownByPrefix =
  /^<WebhooksBucket\w+\.Arn>\/[a-z]+\/\*$|:secret:spillway\/dev\/(sources|destinations)\/\*$/;

describe('what the functions may do', () => {
  it('names every resource, but for X-Ray, which has none, and our own objects and secrets', () => {
    const statements = [...statementsOf('Ingestion'), ...statementsOf('Processing')];
    const wide = statements.filter(
      ({ Action, Resource }) =>
        /\*/.test(String(Action)) || /\*/.test(String(Resource).replace(ownByPrefix, '')),
    );
    for (const statement of wide) {
      expect(statement).toEqual({
        Effect: 'Allow',
        Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
        Resource: '*',
      });
    }
    expect(wide).toHaveLength(2);
  });

  it('lets ingestion send to the intake queue, and nothing else with a queue', () => {
    expect(allowed('Ingestion', 'sqs:')).toEqual(['sqs:SendMessage on QueuesIntake.Arn']);
  });

  it('lets processing take from the intake queue, put webhooks back and send dead letters', () => {
    expect(new Set(allowed('Processing', 'sqs:'))).toEqual(
      new Set([
        'sqs:ChangeMessageVisibility on QueuesIntake.Arn',
        'sqs:DeleteMessage on QueuesIntake.Arn',
        'sqs:GetQueueAttributes on QueuesIntake.Arn',
        'sqs:ReceiveMessage on QueuesIntake.Arn',
        'sqs:SendMessage on QueuesIntake.Arn',
        'sqs:SendMessage on QueuesDeadLetters.Arn',
      ]),
    );
  });

  it('lets processing note deliveries, and never delete or list them', () => {
    expect(new Set(allowed('Processing', 'dynamodb:'))).toEqual(
      new Set(
        [...['BatchGetItem', 'BatchWriteItem', 'GetItem'], ...['PartiQLInsert', 'UpdateItem']].map(
          (action) => `dynamodb:${action} on DeliveriesTable.Arn`,
        ),
      ),
    );
  });

  it('lets the audit read metrics and the queue’s figures, and keep its own two items', () => {
    const auditing = statementsOf('Audit');
    expect(auditing.flatMap(({ Action }) => [Action].flat())).toEqual([
      ...['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:GetQueueAttributes'],
      ...['dynamodb:GetItem', 'dynamodb:PutItem', 'cloudwatch:GetMetricData'],
    ]);
    expect(auditing.find(({ Action }) => Action.includes('dynamodb:PutItem'))).toMatchObject({
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['audit/ledger', 'audit/heard'] },
      },
    });
  });

  it('lets the reconciliation read what came, metrics and its tokens, and write down what it asked for', () => {
    expect(new Set(allowed('Reconciliation', ''))).toEqual(
      new Set([
        ...['CreateLogStream', 'PutLogEvents'].map(
          (action) => `logs:${action} on ReconciliationLogs.Arn`,
        ),
        ...['GetItem', 'PutItem', 'Query'].map(
          (action) => `dynamodb:${action} on ReconciliationState.Arn`,
        ),
        'dynamodb:BatchGetItem on DeliveriesTable.Arn',
        'secretsmanager:GetSecretValue on arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:spillway/dev/delivery-logs/*',
        'logs:StartQuery on arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/lambda/spillway-dev-ingestion:*',
        'logs:GetQueryResults on *',
        'cloudwatch:GetMetricData on *',
      ]),
    );
  });

  it('lets ingestion put bodies, and processing get them and learn that one is missing', () => {
    expect(allowed('Ingestion', 's3:')).toEqual(['s3:PutObject on WebhooksBucket.Arn/bodies/*']);
    // On AWS a missing object gives a 403 without s3:ListBucket.
    expect(allowed('Processing', 's3:')).toEqual([
      's3:GetObject on WebhooksBucket.Arn/bodies/*',
      's3:ListBucket on WebhooksBucket.Arn',
    ]);
  });

  it('lets each function read its own secrets only', () => {
    const here = 'arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret';
    const read = `secretsmanager:GetSecretValue on ${here}:spillway/dev`;
    expect(allowed('Ingestion', 'secretsmanager:')).toEqual([`${read}/sources/*`]);
    expect(allowed('Processing', 'secretsmanager:')).toEqual([`${read}/destinations/*`]);
  });

  it('uses no managed policy, which would allow every log group', () => {
    const roles = stack
      .ofType('AWS::IAM::Role')
      .filter(({ id }) => /^(Ingestion|Processing)/.test(id));
    expect(roles).toHaveLength(2);
    for (const { properties } of roles) expect(properties.ManagedPolicyArns).toBeUndefined();
  });
});

function statementsOf(name: string): readonly Statement[] {
  return stack
    .ofType('AWS::IAM::Policy')
    .filter(({ id }) => id.startsWith(`${name}Role`))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement);
}

/** `<action> on <resource>`, without the eight digits that CDK puts at the end of each logical id. */
function allowed(name: string, service: string): readonly string[] {
  return statementsOf(name).flatMap(({ Action, Resource }) =>
    [Action]
      .flat()
      .filter((action) => action.startsWith(service))
      .flatMap((action) => [Resource].flat().map((on) => `${action} on ${plain(on)}`)),
  );
}

function plain(resource: string): string {
  return resource.replace(/<([A-Za-z]+?)[0-9A-F]{8}(\.Arn)?>/, '$1$2');
}
