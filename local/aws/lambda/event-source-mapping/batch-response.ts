import { z } from 'zod';

const response = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish(),
});

/**
 * Which messages of a batch failed, read from the function's answer as `ReportBatchItemFailures` has it:
 * an absent, null or empty list is complete success; an answer of another shape, an empty id or one that is
 * not in the batch is complete failure.
 *
 * @param payload JSON text that the function returned
 * @param messageIds of the whole batch
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failedMessages(
  payload: string,
  messageIds: readonly string[],
): ReadonlySet<string> {
  const all = new Set(messageIds);
  const answer: unknown = JSON.parse(payload);
  // A function that returns nothing, or an empty string, has succeeded.
  if (answer === null || answer === '') return new Set();
  const parsed = response.safeParse(answer);
  if (!parsed.success) return all;
  const failed = (parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((id) => all.has(id)) ? new Set(failed) : all;
}
