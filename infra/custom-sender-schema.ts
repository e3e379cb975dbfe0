import { z } from 'zod';

const header = z
  .string()
  .regex(/^[a-z0-9!#$%&'*+.^_`|~-]+$/, "must be a header's name in lower case");
const text = z.string().min(1, 'must not be empty');
const path = z.array(text).min(1, 'must name at least one key');

const timestamp = z.strictObject({
  from: z.union([
    z.strictObject({ header }),
    z.strictObject({ signatureItem: text }),
    z.strictObject({ json: path }),
  ]),
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

const part = z.union([
  z.enum(['body', 'timestamp', 'id', 'method', 'url', 'sorted-form']),
  z.strictObject({ text }),
]);

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
    urlDecodes: text.optional(),
    hasPortVariants: z.literal(true).optional(),
  })
  .superRefine((value, context) => {
    for (const [path, message] of contradictionsOf(value)) {
      context.addIssue({ code: 'custom', path: [path], message });
    }
  });

interface SchemeFields {
  readonly method: string;
  readonly encoding: string;
  readonly signs: readonly unknown[];
  readonly timestamp?: { readonly from: object } | undefined;
  readonly idHeader?: string | undefined;
  readonly bodyHashParameter?: string | undefined;
}

/** What would leave a webhook less well protected than its description seems to say. */
function contradictionsOf(fields: SchemeFields): readonly (readonly [string, string])[] {
  const { signs } = fields;
  const isToken = fields.method === 'token';
  const hasBody = ['body', 'sorted-form'].some((name) => signs.includes(name));
  const checks: readonly (readonly [boolean, string, string])[] = [
    [
      isToken !== (fields.encoding === 'text'),
      'encoding',
      "must be 'text' for a token, and only then",
    ],
    [isToken && signs.length > 0, 'signs', 'must be empty for a token'],
    [
      !isToken && !hasBody && fields.bodyHashParameter === undefined,
      'signs',
      'must include the body: what is not signed proves nothing',
    ],
    [
      fields.timestamp !== undefined &&
        !('json' in fields.timestamp.from) &&
        !signs.includes('timestamp'),
      'timestamp',
      "must be among what is signed ('timestamp' in signs), or else anyone can change it",
    ],
    [
      signs.includes('timestamp') && fields.timestamp === undefined,
      'timestamp',
      "must say where the signed 'timestamp' stands",
    ],
    [
      signs.includes('id') !== (fields.idHeader !== undefined),
      'idHeader',
      "must name the header of the signed 'id', and only then",
    ],
  ];
  return checks.flatMap(([isWrong, path, message]) => (isWrong ? [[path, message] as const] : []));
}

const value = z.union([
  z.strictObject({ header }),
  z.strictObject({ json: path }),
  z.strictObject({ form: text }),
]);
const place = z.union([
  value,
  z.strictObject({ fixed: text }),
  z.strictObject({ all: z.array(value).min(2, 'must name at least two places') }),
  z.enum(['body-hash', 'random']),
]);
const acceptedStatus = z.literal([200, 202, 204]);

const status = z.union([z.number().int().min(100).max(599), z.enum(['2xx', '3xx', '4xx', '5xx'])]);

/** The same fields as a row of `service/webhook/senders.ts`, without handshakes, probes and what its ids are worth. */
export const customSender = z
  .strictObject({
    title: text.optional(),
    documentation: z.string().optional(),
    schemes: z.array(scheme).min(1, 'must have at least one: unsigned webhooks are not taken'),
    deliveryId: z.array(place).min(1, 'must name at least one place'),
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
  .refine(
    ({ schemes, allowedHeaders }) => !schemes.some((one) => allowedHeaders?.includes(one.header)),
    { path: ['allowedHeaders'], error: 'must not hold a signature: it never leaves ingestion' },
  );
