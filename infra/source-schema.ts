import { z } from 'zod';
import { senders } from '../service/webhook/senders.ts';
import { customSender } from './custom-sender-schema.ts';

const senderNames = [...Object.keys(senders), 'custom'];

/** Of a source, and of `events`. */
export const archive = z.boolean('must be true or false').optional();

/** One source of `spillway.config.ts`. */
export const source = z
  .strictObject({
    sender: z.custom<keyof typeof senders | 'custom'>(
      (value) => senderNames.includes(value as string),
      {
        error: ({ input }) =>
          `${JSON.stringify(input)} is no sender; allowed: ${senderNames.join(', ')}`,
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
    archive,
  })
  .superRefine(({ sender, custom, publicUrl }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (sender === 'custom' && !custom) refuse('custom', 'must describe the sender');
    if (sender !== 'custom' && custom) refuse('custom', "is only for the sender 'custom'");
    const row = sender === 'custom' ? custom : senders[sender];
    if (!publicUrl && row?.schemes.some(signsUrl)) {
      refuse('publicUrl', 'is needed: this sender signs the URL that was given to it');
    }
  });

function isPublicUrl(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value) && !value.includes('#');
}

function signsUrl({ signs }: { readonly signs: readonly unknown[] }): boolean {
  return signs.includes('url');
}
