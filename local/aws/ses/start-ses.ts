import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createThreadEnforcer } from '../iam/follow-access.ts';
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
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    name: 'ses',
    execArgv: [],
    // With SMTP_TRANSPORT it would hand the mails to a real server.
    env: {},
  });
  worker.on('message', (message: SesThreadMessage) => {
    if (message.type === 'taken') for (const mail of message.mails) onMail(mail);
  });
  const [first]: SesThreadMessage[] = await once(worker, 'message');
  if (first?.type !== 'listening') throw new Error('The thread of SES did not start to listen');
  worker.on('error', (error) => process.emitWarning(error));
  return {
    endpoint: `http://127.0.0.1:${first.port}`,
    enforceAccess: createThreadEnforcer(worker),
    stop: async () => void (await worker.terminate()),
  };
}
