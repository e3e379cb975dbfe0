import type { AccessTold } from '../iam/follow-access.ts';

/** From the thread that runs SES. */
export type SesThreadMessage =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'taken'; readonly mails: readonly TakenMail[] }
  | AccessTold;

/** A mail without its text, which stays in the thread: `GET /store` tells it. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly bytes: number;
}
