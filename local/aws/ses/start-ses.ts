import { startServiceThread } from '../http/service-thread.ts';
import type { EnforceAccess } from '../iam/guard.ts';
import type { SesThreadMessage, TakenMail } from './thread-messages.ts';

export interface Ses {
  /** `http://127.0.0.1:<port>`; a browser shows the mails there. */
  readonly endpoint: string;
  readonly enforceAccess: EnforceAccess;
  stop(): Promise<void>;
}

/** SES by aws-ses-v2-local, which sends nothing: it keeps the mails. */
export async function startSes(onMail: (mail: TakenMail) => void): Promise<Ses> {
  const { worker, ...service } = await startServiceThread(new URL('./thread.ts', import.meta.url), {
    name: 'ses',
    // With SMTP_TRANSPORT it would hand the mails to a real server.
    env: {},
  });
  worker.on('message', (message: SesThreadMessage) => {
    if (message.type === 'taken') for (const mail of message.mails) onMail(mail);
  });
  return service;
}
