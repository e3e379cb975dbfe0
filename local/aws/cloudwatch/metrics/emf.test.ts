import { Metrics } from '@aws-lambda-powertools/metrics';
import { describe, expect, it } from 'vitest';
import { parseEmf } from './emf.ts';

const timestamp = 1_574_109_732_004;

function documentOf(directives: unknown, root: object = {}): string {
  return JSON.stringify({
    _aws: { Timestamp: timestamp, CloudWatchMetrics: directives },
    service: 'ingestion',
    stage: 'dev',
    latency: 12,
    ...root,
  });
}

const directive = {
  Namespace: 'Spillway',
  Dimensions: [['service']],
  Metrics: [{ Name: 'latency' }],
};

function errorsOf(line: string) {
  const { parsingErrors, validationErrors } = parseEmf(line);
  return { parsingErrors, validationErrors };
}

const fine = { parsingErrors: 0, validationErrors: 0 };

describe('a document', () => {
  // The example of the specification.
  it('yields the metric of the documented example', () => {
    const line = JSON.stringify({
      _aws: {
        Timestamp: timestamp,
        CloudWatchMetrics: [
          {
            Namespace: 'lambda-function-metrics',
            Dimensions: [['functionVersion']],
            Metrics: [{ Name: 'time', Unit: 'Milliseconds', StorageResolution: 60 }],
          },
        ],
      },
      functionVersion: '$LATEST',
      time: 100,
      requestId: '989ffbf8-9ace-4817-a57c-e4dd734019ee',
    });
    expect(parseEmf(line)).toEqual({
      data: [
        {
          namespace: 'lambda-function-metrics',
          name: 'time',
          unit: 'Milliseconds',
          dimensions: { functionVersion: '$LATEST' },
          values: [100],
          timestamp,
          resolutionSeconds: 60,
        },
      ],
      ...fine,
    });
  });

  it('yields each metric once for every dimension set, the empty one too', () => {
    const sets = [['service'], ['service', 'stage'], []];
    const { data } = parseEmf(documentOf([{ ...directive, Dimensions: sets }]));
    expect(data.map(({ dimensions }) => dimensions)).toEqual([
      { service: 'ingestion' },
      { service: 'ingestion', stage: 'dev' },
      {},
    ]);
  });

  it('may hold several directives, and several values of a metric', () => {
    const other = { ...directive, Namespace: 'Other' };
    const { data } = parseEmf(documentOf([directive, other], { latency: [1, 2, 2] }));
    expect(data).toMatchObject([
      { namespace: 'Spillway', values: [1, 2, 2], unit: 'None' },
      { namespace: 'Other', values: [1, 2, 2] },
    ]);
  });

  it('is found behind the metadata that Lambda puts before it', () => {
    const line = `2026-01-01T00:00:00.000Z\tid\tINFO\t${documentOf([directive])}`;
    expect(parseEmf(line).data).toHaveLength(1);
  });

  it('that Powertools writes is read without an error', () => {
    const metrics = new Metrics({ namespace: 'Spillway', serviceName: 'ingestion' });
    metrics.addDimensions({ source: 'github' });
    metrics.addMetric('WebhookAccepted', 'Count', 1);
    metrics.addMetric('WebhookAccepted', 'Count', 2);
    const result = parseEmf(JSON.stringify(metrics.serializeMetrics()));
    expect(result).toMatchObject(fine);
    expect(result.data).toMatchObject([
      {
        namespace: 'Spillway',
        name: 'WebhookAccepted',
        unit: 'Count',
        values: [1, 2],
        dimensions: { service: 'ingestion', source: 'github' },
      },
    ]);
  });
});

it.each([
  'START RequestId: 1',
  '{"level":"INFO","message":"plain"}',
  '{"message":"it said \\"_aws\\" only"}',
  '{"nested":{"_aws":{}}}',
])('takes an ordinary line for one: %s', (line) => {
  expect(parseEmf(line)).toEqual({ data: [], ...fine });
});

it.each([
  ['{"_aws": not json', 'broken JSON'],
  ['{"_aws":1}', 'metadata that is no object'],
  ['{"_aws":{"CloudWatchMetrics":[]}}', 'no timestamp'],
  ['{"_aws":{"Timestamp":"now","CloudWatchMetrics":[]}}', 'a timestamp that is a text'],
  ['{"_aws":{"Timestamp":1}}', 'no directives'],
  [documentOf([{ ...directive, Namespace: '' }]), 'an empty namespace'],
  [documentOf([{ ...directive, Dimensions: ['service'] }]), 'dimensions that are no sets'],
  [documentOf([{ ...directive, Metrics: ['latency'] }]), 'metrics that are no objects'],
  [documentOf([directive, 1]), 'a directive that is no object'],
])('counts a parsing error and extracts nothing: %s (%s)', (line) => {
  expect(parseEmf(line)).toEqual({ data: [], parsingErrors: 1, validationErrors: 0 });
});

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `n${index}`);
}

function membersOf<Value>(count: number, value: Value): Record<string, Value> {
  return Object.fromEntries(names(count).map((name) => [name, value]));
}

describe('the limits', () => {
  it.each([
    [100, fine],
    [101, { parsingErrors: 0, validationErrors: 1 }],
  ])('of %d metrics in a directive', (count, errors) => {
    const Metrics = names(count).map((Name) => ({ Name }));
    const line = documentOf([{ ...directive, Metrics }], membersOf(count, 1));
    expect(errorsOf(line)).toEqual(errors);
    expect(parseEmf(line).data).toHaveLength(count > 100 ? 0 : count);
  });

  it.each([
    [30, fine],
    [31, { parsingErrors: 0, validationErrors: 1 }],
  ])('of %d dimensions in a set', (count, errors) => {
    const line = documentOf([{ ...directive, Dimensions: [names(count)] }], membersOf(count, 'v'));
    expect(errorsOf(line)).toEqual(errors);
  });

  it.each([
    [100, fine],
    [101, { parsingErrors: 0, validationErrors: 1 }],
  ])('of %d values of a metric', (count, errors) => {
    const latency = Array.from({ length: count }, () => 1);
    expect(errorsOf(documentOf([directive], { latency }))).toEqual(errors);
  });
});

describe('a definition that breaks a rule', () => {
  const metric = (definition: object) => documentOf([{ ...directive, Metrics: [definition] }]);

  it.each([
    [metric({ Name: 'absent' }), 'names no member'],
    [metric({ Name: 'service' }), 'names a text'],
    [metric({ Unit: 'Count' }), 'has no name'],
    [metric({ Name: 'latency', Unit: 'Parsecs' }), 'has an unknown unit'],
    [metric({ Name: 'latency', StorageResolution: 5 }), 'has an unknown resolution'],
    [documentOf([directive], { latency: null }), 'has no value'],
    [documentOf([directive], { latency: [] }), 'has an empty array'],
    [documentOf([directive], { latency: [1, '2'] }), 'has a text among its values'],
    [documentOf([directive], { latency: 1e300 }), 'has a value that is too large'],
    [documentOf([directive], { service: 7 }), 'has a dimension that is a number'],
    [documentOf([directive], { service: '' }), 'has an empty dimension'],
    [documentOf([{ ...directive, Dimensions: [['toString']] }]), 'takes a dimension from Object'],
  ])('is counted and left out: %s (%s)', (line) => {
    expect(parseEmf(line)).toEqual({ data: [], parsingErrors: 0, validationErrors: 1 });
  });

  it('does not take the rest of the document with it', () => {
    const line = documentOf([
      {
        ...directive,
        Dimensions: [['absent'], ['service']],
        Metrics: [{ Name: 'latency' }, { Name: 'none' }],
      },
    ]);
    expect(parseEmf(line)).toMatchObject({
      data: [{ name: 'latency', dimensions: { service: 'ingestion' } }],
      validationErrors: 2,
    });
  });
});
