const sizes = ['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'];
const bits = ['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits'];
const amounts = [...sizes, ...bits, 'Count'];

const units: ReadonlySet<unknown> = new Set([
  'Seconds',
  'Microseconds',
  'Milliseconds',
  'Percent',
  'None',
  ...amounts,
  ...amounts.map((unit) => `${unit}/Second`),
]);

/** One of CloudWatch's units: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export function isMetricUnit(value: unknown): value is string {
  return units.has(value);
}
