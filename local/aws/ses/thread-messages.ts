import type { ThreadStarted } from '../http/service-thread.ts';
import type { AccessTold } from '../iam/follow-access.ts';

/** From the thread that runs SES. */
export type SesThreadMessage =
  | ThreadStarted
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
