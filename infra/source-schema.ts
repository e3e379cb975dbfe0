import { z } from 'zod';
import type { SourceConfig } from '../service/webhook/configuration.ts';
import { senders } from '../service/webhook/senders.ts';
import { sourceRules } from '../service/webhook/source-rules.ts';
import { customSender } from './custom-sender-schema.ts';
import { deliveryLog, deliveryLogKinds } from './delivery-log-schema.ts';
import { didYouMean } from './did-you-mean.ts';
import { expectEvery } from './expect-every-schema.ts';
import { shown } from './shown.ts';

const senderNames = [...Object.keys(senders), 'custom'];

/** Used for a source, and for `events`. */
export const archive = z.boolean('must be true or false').optional();

/** One source of `spillway.config.ts`. */
export const source = z
  .strictObject({
    sender: z.custom<keyof typeof senders | 'custom'>(
      (value) => senderNames.includes(value as string),
      {
        error: ({ input }) =>
          input === undefined
            ? `is missing: it must be one of ${senderNames.join(', ')}`
            : `${didYouMean(`${shown(input)} is no sender`, input, senderNames)} Allowed: ${senderNames.join(', ')}`,
      },
    ),
    custom: customSender.optional(),
    publicUrl: z
      .string()
      .refine(isPublicUrl, { error: 'must be an http: or https: URL without a fragment' })
      .optional(),
    ratePerSecond: z
      .number()
      .int('must be a whole number from 1 to 5000')
      .min(1, 'must be a whole number from 1 to 5000')
      .max(5_000, 'must be a whole number from 1 to 5000')
      .optional(),
    duplicates: z.enum(['id', 'content'], "must be 'id' or 'content'").optional(),
    archive,
    deliveryLog: deliveryLog.optional(),
    expectEvery,
    secret: z
      .never({
        error: 'is kept in Secrets Manager, never in a file: npx spillway secrets set <source>',
      })
      .optional(),
  })
  .superRefine((value, context) => {
    const refuse: Refuse = (path, message) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const { sender, custom, publicUrl } = value;
    if (sender !== 'custom' && custom) refuse('custom', "is only for the sender 'custom'");
    const row = sender === 'custom' ? custom : senders[sender];
    if (row === undefined) return refuse('custom', 'must describe the sender');
    if (!publicUrl && row.schemes.some(signsUrl)) {
      refuse('publicUrl', 'is needed: this sender signs the URL that was given to it');
    }
    // The shape was checked above. zod's own type differs in which fields may be undefined.
    const source = value as SourceConfig;
    const { hasUnsignedId, hasUnguardedWindow } = sourceRules(source);
    if (source.deliveryLog) refuseLog(source, refuse);
    if (value.duplicates === 'content' && !hasUnsignedId) {
      refuse('duplicates', "may be 'content' only where the sender doesn't sign its id");
    }
    if (hasUnguardedWindow) {
      refuse('custom', 'takes a signed request for more than 300 s: every id must be signed');
    }
  })
  .meta({ example: "{ sender: 'github' }" });

type Refuse = (path: string, message: string) => void;

/** Only a log whose ids are those that webhooks are known by here tells what is missing. */
function refuseLog(
  {
    sender,
    duplicates,
    deliveryLog: log,
  }: Pick<SourceConfig, 'sender' | 'duplicates' | 'deliveryLog'>,
  refuse: Refuse,
): void {
  if (!deliveryLogKinds.some((kind) => kind === sender)) {
    refuse(
      'deliveryLog',
      `is only for senders whose log can be asked: ${deliveryLogKinds.join(', ')}. ${sender} has none that is known here`,
    );
  } else if (log?.kind !== sender) {
    refuse('deliveryLog', `must be of the kind '${sender}', as the sender is`);
  }
  if (duplicates === 'content') {
    refuse(
      'duplicates',
      "must be 'id' with a deliveryLog, which knows webhooks by the sender's id",
    );
  }
}

function isPublicUrl(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value) && !value.includes('#');
}

function signsUrl({ signs }: { readonly signs: readonly unknown[] }): boolean {
  return signs.includes('url');
}
