import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../../service/webhook/json-body.ts';
import { describeIssues } from '../http/describe-issues.ts';

/** An entry that a bus took. */
export interface TakenEvent {
  /** Name or ARN. */
  readonly busName: string;
  readonly source: string;
  readonly detailType: string;
  /** A JSON object. */
  readonly detail: string;
}

/** A refusal in the words of EventBridge's API. */
export class EventsFault extends Error {
  override readonly name = 'EventsFault';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** https://aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb */
const sizeLimitBytes = 1_048_576;
const entryLimit = 10;

const entrySchema = z.strictObject({
  EventBusName: z.string().default('default'),
  Source: z.string().default(''),
  DetailType: z.string().default(''),
  Detail: z.string().default(''),
  Time: z.number().optional(),
  Resources: z.array(z.string()).default([]),
});
type Entry = z.output<typeof entrySchema>;
const input = z.strictObject({ Entries: z.array(entrySchema) });

/**
 * The action PutEvents. A refused entry is no error of the call; one for a bus that doesn't exist is taken and goes
 * nowhere, as on AWS: https://github.com/aws/aws-cli/issues/9186
 *
 * @param onEvent hears of each entry that is taken
 */
export function putEvents(given: unknown, onEvent: (event: TakenEvent) => void): object {
  const parsed = input.safeParse(given);
  if (!parsed.success) {
    throw new EventsFault('SerializationException', describeIssues(parsed.error));
  }
  const { Entries } = parsed.data;
  if (Entries.length < 1 || Entries.length > entryLimit) {
    const constraint = `Member must have a length of 1 to ${entryLimit}`;
    throw new EventsFault(
      'ValidationException',
      `'entries' failed to satisfy constraint: ${constraint}`,
    );
  }
  if (sizeOf(Entries) > sizeLimitBytes) {
    const message = 'Total size of the entries in the request is over the limit.';
    throw new EventsFault('ValidationException', message);
  }
  const results = Entries.map((entry) => {
    const refusal = refusalOf(entry);
    if (refusal !== undefined) return refusal;
    onEvent(describe(entry));
    return { EventId: randomUUID() };
  });
  const failed = results.filter((result) => 'ErrorCode' in result);
  return { FailedEntryCount: failed.length, Entries: results };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function sizeOf(entries: readonly Entry[]): number {
  const texts = entries.flatMap(({ Source, DetailType, Detail, Resources }) => [
    ...[Source, DetailType, Detail],
    ...Resources,
  ]);
  const times = entries.filter(({ Time }) => Time !== undefined).length;
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 14 * times);
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html */
function refusalOf(entry: Entry) {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (entry[name] !== '') continue;
    const reason = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
    return { ErrorCode: 'InvalidArgument', ErrorMessage: reason };
  }
  const detail = parseJson(Buffer.from(entry.Detail));
  const isObject = typeof detail === 'object' && detail !== null && !Array.isArray(detail);
  if (isObject) return undefined;
  return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function describe({ EventBusName, Source, DetailType, Detail }: Entry): TakenEvent {
  return { busName: EventBusName, source: Source, detailType: DetailType, detail: Detail };
}
