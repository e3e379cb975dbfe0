import {
  type CloudWatchClient,
  type Metric,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';

/** Metrics that are billed as custom ones, which the first 10 are not on AWS. */
export interface SeriesCount {
  /** Of our own, by EMF and by metric filters. */
  readonly own: number;
  /** Of API Gateway's methods, which it publishes where `detailedMetricsEnabled` is on. */
  readonly ofMethods: number;
}

/** Counts the metrics that have had data, each combination of dimensions by itself. */
export async function countSeries(client: CloudWatchClient): Promise<SeriesCount> {
  let own = 0;
  let ofMethods = 0;
  for await (const { Metrics = [] } of paginateListMetrics({ client }, {})) {
    own += Metrics.filter(({ Namespace = '' }) => !Namespace.startsWith('AWS/')).length;
    ofMethods += Metrics.filter(isOfMethod).length;
  }
  return { own, ofMethods };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
function isOfMethod({ Namespace, Dimensions = [] }: Metric): boolean {
  return Namespace === 'AWS/ApiGateway' && Dimensions.some(({ Name }) => Name === 'Method');
}
