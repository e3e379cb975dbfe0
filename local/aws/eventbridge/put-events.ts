import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../../service/webhook/json-body.ts';

/** An entry that a bus took. */
export interface TakenEvent {
  /** Name or ARN. */
  readonly busName: string;
  readonly source: string;
  readonly detailType: string;
  /** A JSON object. */
  readonly detail: string;
}

export interface PutEventsAnswer {
  readonly status: number;
  readonly body: object;
  readonly taken: readonly TakenEvent[];
}

/** https://aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb */
const sizeLimitBytes = 1_048_576;
const entryLimit = 10;

const entrySchema = z.object({
  EventBusName: z.string().default('default'),
  Source: z.string().default(''),
  DetailType: z.string().default(''),
  Detail: z.string().default(''),
  Time: z.number().optional(),
  Resources: z.array(z.string()).default([]),
});
type Entry = z.output<typeof entrySchema>;
const input = z.object({ Entries: z.array(entrySchema) });

/**
 * The action PutEvents. A refused entry is no error of the call; one for a bus that doesn't exist is taken and goes
 * nowhere, as on AWS: https://github.com/aws/aws-cli/issues/9186
 */
export function putEvents(body: Buffer): PutEventsAnswer {
  const parsed = input.safeParse(parseJson(body));
  if (!parsed.success) return fail('SerializationException', 'Entries is no list of entries.');
  const { Entries } = parsed.data;
  if (Entries.length < 1 || Entries.length > entryLimit) {
    const constraint = `Member must have a length of 1 to ${entryLimit}`;
    return fail('ValidationException', `'entries' failed to satisfy constraint: ${constraint}`);
  }
  if (sizeOf(Entries) > sizeLimitBytes) {
    const message = 'Total size of the entries in the request is over the limit.';
    return fail('ValidationException', message);
  }
  const results = Entries.map((entry) => refusalOf(entry) ?? { EventId: randomUUID() });
  return {
    status: 200,
    body: {
      FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length,
      Entries: results,
    },
    taken: Entries.filter((_, index) => 'EventId' in (results[index] ?? {})).map(describe),
  };
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

function fail(type: string, message: string): PutEventsAnswer {
  return { status: 400, body: { __type: type, message }, taken: [] };
}
