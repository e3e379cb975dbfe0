import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { listPrices as price, pricesAsOf } from '../list-prices.ts';
import {
  apiMetric,
  functionMetric,
  logMetric,
  math,
  ownMetric,
  queueMetric,
  tableMetric,
} from '../metrics.ts';
import { accessLogOf, logGroupOf, type Watched } from '../watched.ts';
import type { Graph } from '../widgets.ts';

/** A part of the bill. */
interface Part {
  readonly microdollars: string;
  readonly using: Readonly<Record<string, Metric>>;
}

const million = 1_000_000;
const gigabyte = 2 ** 30;
/** In millionths of a dollar, for one gigabyte. */
const millisecondPrice = Number((1000 * price.gigabyteSecond.usd).toPrecision(9));

/**
 * An estimate from what AWS counts anyway. Left out is what it does not count by stage, or what does not follow the
 * traffic: metrics, alarms and dashboards, X-Ray, WAF, secrets, storage, and what leaves for the internet.
 */
export function costGraph(watched: Watched): Graph {
  const parts = partsOf(watched);
  const total = Object.values(parts).map(({ microdollars }) => microdollars);
  const using = Object.assign({}, ...Object.values(parts).map((part) => part.using));
  const accepted = ownMetric('WebhookAccepted', watched.ingestion);
  return {
    title: `Cost, an estimate: list prices of us-east-1, ${pricesAsOf}`,
    unit: 'USD an hour',
    stacked: true,
    left: Object.entries(parts).map(([part, { microdollars, using }]) =>
      math(part, `60 * (${microdollars}) / ${million}`, using),
    ),
    rightUnit: 'USD a million webhooks',
    right: [
      math('a million webhooks', `(${total.join(' + ')}) / accepted`, { accepted, ...using }),
    ],
  };
}

/** Each expression counts a minute. In millionths of a dollar, because metric math has no exponents. */
function partsOf(watched: Watched): Readonly<Record<string, Part>> {
  const { ingestion, processing } = watched;
  const batches = functionMetric('Invocations', processing);
  return {
    gateway: {
      microdollars: `FILL(requests, 0) * ${price.restRequest.usd}`,
      using: { requests: apiMetric('Count', watched) },
    },
    functions: {
      microdollars: `(FILL(calls, 0) + FILL(batches, 0)) * ${price.invocation.usd} + (FILL(ingestionMs, 0) * ${ingestion.memoryMb} + FILL(processingMs, 0) * ${processing.memoryMb}) / 1024 * ${millisecondPrice}`,
      using: {
        calls: functionMetric('Invocations', ingestion),
        batches,
        ingestionMs: functionMetric('Duration', ingestion),
        processingMs: functionMetric('Duration', processing),
      },
    },
    // One call to send a webhook; one to receive a batch and one to delete it.
    queue: {
      microdollars: `(FILL(sent, 0) + FILL(empty, 0) + 2 * FILL(batches, 0)) * ${price.queueCall.usd}`,
      using: {
        sent: queueMetric('NumberOfMessagesSent', watched.intakeQueue),
        empty: queueMetric('NumberOfEmptyReceives', watched.intakeQueue),
        batches,
      },
    },
    table: {
      microdollars: `FILL(written, 0) * ${price.writeUnit.usd} + FILL(read, 0) * ${price.readUnit.usd}`,
      using: {
        written: tableMetric('ConsumedWriteCapacityUnits', watched),
        read: tableMetric('ConsumedReadCapacityUnits', watched),
      },
    },
    logs: logsPart(watched),
  };
}

function logsPart(watched: Watched): Part {
  const { ingestion, processing, audit } = watched;
  const groups = [ingestion, processing, audit].map(logGroupOf);
  const bytes = [...groups, accessLogOf(watched)].map(
    (group, index) => [`logBytes${index}`, logMetric('IncomingBytes', group)] as const,
  );
  const sum = bytes.map(([id]) => `FILL(${id}, 0)`).join(' + ');
  return {
    microdollars: `(${sum}) * ${million * price.logGigabyte.usd} / ${gigabyte}`,
    using: Object.fromEntries(bytes),
  };
}
