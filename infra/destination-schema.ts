import { z } from 'zod';
import { newSlotPattern } from '../service/webhook/slot-name.ts';
import { didYouMean } from './did-you-mean.ts';
import { isReserved } from './reserved-headers.ts';
import { shown } from './shown.ts';

const timeoutSeconds = z
  .number()
  .min(0.1, 'must be from 0.1 to 25')
  .max(25, 'must be from 0.1 to 25')
  .optional();

const message = z.custom<(...parts: never[]) => unknown>((value) => typeof value === 'function', {
  error: 'must be a function of a webhook',
});

const address = z.email('must be a mail address');

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]+$/, 'must be letters, digits and dashes')
  .refine((name) => !isReserved(name), {
    error: ({ input }) => `${JSON.stringify(input)} is set by Spillway itself`,
  });

const slotName = z
  .string()
  .regex(
    newSlotPattern,
    'must be lower-case letters, digits and dashes, 32 at most, not only digits',
  )
  .refine((slot) => slot !== 'current', {
    error: 'must not be current: that one signs deliveries',
  });

const headerValue = z.union(
  [z.string().regex(/^[\t\x20-\x7e]*$/), z.strictObject({ secret: slotName })],
  { error: "must be a text, or { secret: '<slot>' } of this destination's secret" },
);

// Whoever knows it can write into the channel.
const channelUrl = z
  .never({
    error: 'is a secret: npx spillway secrets set <destination> --destination --slot url',
  })
  .optional();

const types = {
  http: z.strictObject({
    type: z.literal('http'),
    url: z.string().refine(isAllowedUrl, {
      error: ({ input }) =>
        `${JSON.stringify(input)} is not allowed; allowed: an https: URL, or http: to this machine (127.0.0.1, localhost)`,
    }),
    method: z.enum(['POST', 'PUT', 'PATCH'], { error: 'must be POST, PUT or PATCH' }).optional(),
    headers: z.record(headerName, headerValue).optional(),
    allowPrivateAddress: z.boolean().optional(),
    timeoutSeconds,
  }),
  slack: z.strictObject({
    type: z.literal('slack'),
    message: message.optional(),
    timeoutSeconds,
    url: channelUrl,
  }),
  discord: z.strictObject({
    type: z.literal('discord'),
    message: message.optional(),
    timeoutSeconds,
    url: channelUrl,
  }),
  email: z.strictObject({
    type: z.literal('email'),
    from: address,
    to: z.array(address).min(1, 'must name at least one').max(50, 'SES takes 50 at most'),
    message: message.optional(),
  }),
  eventbridge: z.strictObject({
    type: z.literal('eventbridge'),
    busName: z
      .string()
      .regex(/^(arn:aws[\w-]*:events:[^*\s]+|[/.\-_A-Za-z0-9]{1,256})$/, 'must be a name or an ARN')
      .optional(),
  }),
  sqs: z.strictObject({
    type: z.literal('sqs'),
    queueUrl: z
      .string()
      .regex(
        /^https?:\/\/[^/]+\/\d{12}\/[A-Za-z0-9_-]{1,80}$/,
        'must be the URL of a queue: https://sqs.<region>.amazonaws.com/<account>/<name>',
      ),
  }),
};

/** One destination of `spillway.config.ts`. */
export const destination = z
  .discriminatedUnion(
    'type',
    [types.http, types.slack, types.discord, types.email, types.eventbridge, types.sqs],
    {
      error: ({ input }) => noType(input),
    },
  )
  .superRefine((config, context) => {
    if (config.type !== 'http' || config.allowPrivateAddress || !isThisMachine(config.url)) return;
    const message = 'must be true for a destination on this machine: private addresses are refused';
    context.addIssue({ code: 'custom', path: ['allowPrivateAddress'], message });
  });

function noType(input: unknown): string {
  const names = Object.keys(types);
  if (typeof input !== 'object' || input === null) {
    return `must be an object, such as { type: 'http', url: 'https://app.example.com/webhooks' }, and is ${shown(input)}`;
  }
  const { type }: { readonly type?: unknown } = input;
  if (type === undefined) return `is missing: it must be one of ${names.join(', ')}`;
  return `${didYouMean(`${shown(type)} is no type of destination`, type, names)} Allowed: ${names.join(', ')}`;
}

function isAllowedUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  if (username !== '' || password !== '') return false; // the credentials would be shown wherever the URL is
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine(value));
}

function isThisMachine(url: string): boolean {
  return ['127.0.0.1', 'localhost'].includes(new URL(url).hostname);
}
