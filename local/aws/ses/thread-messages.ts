import type { AccessTold } from '../iam/follow-access.ts';

/** From the thread that runs SES. */
export type SesThreadMessage =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'taken'; readonly mails: readonly TakenMail[] }
  | AccessTold;

export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** What there is of its text: plain, else HTML. */
  readonly text: string;
  /** Of both. */
  readonly bytes: number;
}
