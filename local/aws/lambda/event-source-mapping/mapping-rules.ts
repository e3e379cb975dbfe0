import { TemplateError } from '../../../boot/template/resolver.ts';

/** The settings of a mapping, its queue and its function that must fit together. */
export interface MappedTimes {
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly functionTimeoutSeconds: number;
  /** The queue's own. */
  readonly queueVisibilitySeconds: number;
  readonly isFifo: boolean;
}

interface Rule {
  readonly isBroken: (times: MappedTimes) => boolean;
  readonly words: (times: MappedTimes) => string;
}

const largestBatch = 10;

/**
 * The combinations that CreateEventSourceMapping refuses:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const rules: readonly Rule[] = [
  {
    isBroken: ({ functionTimeoutSeconds, queueVisibilitySeconds }) =>
      functionTimeoutSeconds > queueVisibilitySeconds,
    words: ({ functionTimeoutSeconds, queueVisibilitySeconds }) =>
      `Queue visibility timeout: ${queueVisibilitySeconds} seconds is less than Function timeout: ${functionTimeoutSeconds} seconds`,
  },
  {
    isBroken: ({ batchSize, batchingWindowSeconds, isFifo }) =>
      !isFifo && batchSize > largestBatch && batchingWindowSeconds < 1,
    words: () =>
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
  },
  {
    isBroken: ({ batchSize, isFifo }) => isFifo && batchSize > largestBatch,
    words: ({ batchSize }) =>
      `A FIFO queue has batches of ${largestBatch} at most, not ${batchSize}`,
  },
  {
    isBroken: ({ batchingWindowSeconds, isFifo }) => isFifo && batchingWindowSeconds > 0,
    words: () => 'Batching window is not supported for FIFO queue',
  },
];

/** @throws TemplateError in the words of Lambda, as far as they are known */
export function refuseMapping(times: MappedTimes): void {
  const broken = rules.find(({ isBroken }) => isBroken(times));
  if (broken === undefined) return;
  throw new TemplateError(`InvalidParameterValueException: ${broken.words(times)}`);
}

/**
 * Lambda lengthens the visibility timeout of what it receives where gathering a batch and working on it may take
 * longer: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function visibilityOf({
  batchingWindowSeconds,
  functionTimeoutSeconds,
  queueVisibilitySeconds,
}: MappedTimes): number {
  const longest = batchingWindowSeconds + functionTimeoutSeconds;
  const isTooShort = batchingWindowSeconds > 0 && longest > queueVisibilitySeconds;
  return isTooShort ? longest + 30 : queueVisibilitySeconds;
}
