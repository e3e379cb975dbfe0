import type { MetricDatum } from './metric-store.ts';
import { isMetricUnit } from './units.ts';

/** The metrics that one log line holds in the embedded metric format. */
export interface EmfResult {
  /** `timestamp` is the document's own: the machine's time. */
  readonly data: readonly MetricDatum[];
  /** 1 when the line means to be such a document and can't be read as one. */
  readonly parsingErrors: number;
  /** Definitions that break a rule. They are left out; the rest of the document counts. */
  readonly validationErrors: number;
}

type JsonObject = Readonly<Record<string, unknown>>;
interface Directive {
  readonly namespace: string;
  readonly dimensionSets: readonly (readonly string[])[];
  readonly definitions: readonly JsonObject[];
}

const none: EmfResult = { data: [], parsingErrors: 0, validationErrors: 0 };
const unreadable: EmfResult = { ...none, parsingErrors: 1 };

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
const limits = {
  metrics: 100,
  dimensions: 30,
  values: 100,
  name: 255,
  dimensionValue: 1024,
} as const;
const largest = 2 ** 360;

/**
 * Extracts the metrics of one log line. A line without `_aws` is an ordinary line: no data, no error.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function parseEmf(line: string): EmfResult {
  if (!line.includes('"_aws"')) return none;
  // Lambda may put a timestamp and a request id before the document.
  const root = parseJson(line.slice(line.indexOf('{')));
  if (!isObject(root)) return unreadable;
  if (!Object.hasOwn(root, '_aws')) return none;
  const metadata = root._aws;
  if (!isObject(metadata) || !isTimestamp(metadata.Timestamp)) return unreadable;
  const directives = readDirectives(metadata.CloudWatchMetrics);
  if (!directives) return unreadable;
  return extract(root, metadata.Timestamp, directives);
}

function readDirectives(value: unknown): readonly Directive[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const directives = value.map(readDirective);
  return directives.every((directive) => directive !== undefined) ? directives : undefined;
}

function readDirective(value: unknown): Directive | undefined {
  if (!isObject(value)) return undefined;
  const { Namespace: namespace, Dimensions: dimensionSets, Metrics: definitions } = value;
  if (!isName(namespace) || !isArrayOf(dimensionSets, isTextArray)) return undefined;
  if (!isArrayOf(definitions, isObject)) return undefined;
  return { namespace, dimensionSets, definitions };
}

function extract(root: JsonObject, timestamp: number, directives: readonly Directive[]): EmfResult {
  const parts = directives.map((directive) => extractDirective(root, timestamp, directive));
  return {
    data: parts.flatMap(({ data }) => data),
    parsingErrors: 0,
    validationErrors: parts.reduce((sum, { errors }) => sum + errors, 0),
  };
}

function extractDirective(root: JsonObject, timestamp: number, directive: Directive) {
  const { namespace, dimensionSets, definitions } = directive;
  if (definitions.length > limits.metrics) return { data: [], errors: 1 };
  const sets = dimensionSets.map((names) => readDimensions(root, names));
  const metrics = definitions.map((definition) => readMetric(root, definition));
  const validSets = sets.filter((set) => set !== undefined);
  const validMetrics = metrics.filter((metric) => metric !== undefined);
  const data: MetricDatum[] = validSets.flatMap((dimensions) =>
    validMetrics.map((metric) => ({ ...metric, namespace, dimensions, timestamp })),
  );
  const errors = sets.length - validSets.length + metrics.length - validMetrics.length;
  return { data, errors };
}

function readDimensions(root: JsonObject, names: readonly string[]) {
  if (names.length > limits.dimensions) return undefined;
  const dimensions: Record<string, string> = {};
  for (const name of names) {
    const value = Object.hasOwn(root, name) ? root[name] : undefined;
    if (!isName(name) || !isDimensionValue(value)) return undefined;
    dimensions[name] = value;
  }
  return dimensions;
}

function readMetric(root: JsonObject, definition: JsonObject) {
  const { Name: name, Unit: unit = 'None', StorageResolution: resolution = 60 } = definition;
  if (!isName(name) || !isMetricUnit(unit)) return undefined;
  if (resolution !== 1 && resolution !== 60) return undefined;
  const target = Object.hasOwn(root, name) ? root[name] : undefined;
  const values: readonly unknown[] = Array.isArray(target) ? target : [target];
  if (values.length === 0 || values.length > limits.values) return undefined;
  if (!isArrayOf(values, isValue)) return undefined;
  return { name, unit, values, resolutionSeconds: resolution } as const;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isArrayOf<T>(value: unknown, isMember: (member: unknown) => member is T): value is T[] {
  return Array.isArray(value) && value.every(isMember);
}

function isTextArray(value: unknown): value is readonly string[] {
  return isArrayOf(value, (member) => typeof member === 'string');
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= limits.name;
}

function isDimensionValue(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= limits.dimensionValue;
}

function isTimestamp(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isValue(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= largest;
}
