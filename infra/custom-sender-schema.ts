import { z } from 'zod';
import { staysBehind } from './reserved-headers.ts';
import { contradictionsOf, mistakable } from './scheme-contradictions.ts';
import { shown } from './shown.ts';

const header = z
  .string()
  .regex(/^[a-z0-9!#$%&'*+.^_`|~-]+$/, "must be a header's name in lower case");
const text = z.string().min(1, 'must not be empty');
const path = z.array(text).min(1, 'must name at least one key');

function oneOf(examples: readonly string[]) {
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      `must be one of ${examples.join(', ')}, and is ${shown(input)}`,
  };
}

const timestamp = z.strictObject({
  from: z.union(
    [
      z.strictObject({ header }),
      z.strictObject({ signatureItem: text }),
      z.strictObject({ json: path }),
    ],
    oneOf(["{ header: 'x-timestamp' }", "{ signatureItem: 't' }", "{ json: ['sent_at'] }"]),
  ),
  unit: z.enum(['seconds', 'milliseconds', 'iso-8601']),
  toleranceSeconds: z.number().positive().max(86_400, 'must be at most one day'),
});

const key = z.strictObject({
  encoding: z.enum(['text', 'base64', 'hex']),
  prefixes: z.array(text).optional(),
  isPrefixRequired: z.literal(true).optional(),
  otherPrefixes: z.array(text).optional(),
  bytes: z.tuple([z.number().int().min(1), z.number().int()]).optional(),
});

const parts = ['body', 'timestamp', 'id', 'method', 'url', 'sorted-form'] as const;
const part = z.union(
  [z.enum(parts), z.strictObject({ text })],
  oneOf([...parts.map((one) => `'${one}'`), "{ text: '.' }"]),
);

const scheme = z
  .strictObject({
    method: z.enum(['hmac-sha256', 'hmac-sha1', 'ed25519', 'token']),
    header,
    isNumbered: z.literal(true).optional(),
    encoding: z.enum(['hex', 'base64', 'text']),
    prefix: text.optional(),
    separator: z.enum([',', ';', ' ']).optional(),
    signs: z.array(part),
    timestamp: timestamp.optional(),
    idHeader: header.optional(),
    key,
    onlyFor: z.enum(['form', 'not-form']).optional(),
    bodyHashParameter: text.optional(),
    excludedParameter: text.optional(),
    urlDecodes: z
      .string()
      .regex(/^[!-~]+$/, 'must be visible ASCII characters')
      .optional(),
    hasPortVariants: z.literal(true).optional(),
  })
  .superRefine((value, context) => {
    for (const [path, message] of contradictionsOf(value)) {
      context.addIssue({ code: 'custom', path: [path], message });
    }
  });

const values = [
  z.strictObject({ header }),
  z.strictObject({ json: path }),
  z.strictObject({ form: text }),
] as const;
const valueExamples = ["{ header: 'x-id' }", "{ json: ['data', 'id'] }", "{ form: 'Id' }"];
const value = z.union(values, oneOf(valueExamples));
const ids = [
  ...values,
  z.strictObject({ all: z.array(value).min(2, 'must name at least two places') }),
  z.enum(['body-hash', 'random']),
] as const;
const idExamples = [...valueExamples, '{ all: […] }', "'body-hash'", "'random'"];
const idPlace = z.union(ids, oneOf(idExamples));
const place = z.union(
  [z.strictObject({ fixed: text }), ...ids],
  oneOf(["{ fixed: 'event' }", ...idExamples]),
);
const acceptedStatus = z.literal([200, 202, 204]);

const status = z.union([z.number().int().min(100).max(599), z.enum(['2xx', '3xx', '4xx', '5xx'])]);

/** The same fields as a row of `service/webhook/senders.ts`, except handshakes, probes and what its ids are worth. */
export const customSender = z
  .strictObject({
    title: text.optional(),
    documentation: z.string().optional(),
    schemes: z.array(scheme).min(1, 'must have at least one: unsigned webhooks are not taken'),
    // No fixed one: with the same id, all webhooks but the first would be repetitions.
    deliveryId: z.array(idPlace).min(1, 'must name at least one place'),
    eventType: z.array(place).min(1, 'must name at least one place'),
    allowedHeaders: z.array(header).optional(),
    acceptedStatus: acceptedStatus.optional(),
    acceptedStatusBy: z
      .strictObject({ json: path, statuses: z.record(z.string(), acceptedStatus) })
      .optional(),
    methods: z
      .array(z.enum(['POST', 'PUT', 'PATCH']))
      .min(1)
      .optional(),
    isAnswerEmpty: z.literal(true).optional(),
    takesSecretAt: text.optional(),
    retries: z
      .strictObject({
        isAutomatic: z.boolean(),
        spanSeconds: z.number().positive().optional(),
        isSignedAnew: z.literal(true).optional(),
        finalStatuses: z.array(status),
        retriedStatuses: z.array(z.number().int()).optional(),
        retryAfterLimitSeconds: z.number().int().min(1).optional(),
      })
      .optional(),
    notes: z.array(z.string()).optional(),
  })
  .superRefine(({ schemes, allowedHeaders }, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    allowedHeaders?.forEach((one, place) => {
      if (!staysBehind(one, schemes)) return;
      const message = `must not hold ${one}: it never leaves ingestion`;
      refuse(['allowedHeaders', place], message);
    });
    for (const place of mistakable(schemes)) {
      const message = "must be the other scheme's bodyHashParameter, to tell the two apart";
      refuse(['schemes', place, 'excludedParameter'], message);
    }
  });
