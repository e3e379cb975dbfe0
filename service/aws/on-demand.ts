import type { BodyReference, Envelope } from '../webhook/envelope.ts';
import { clientSettings } from './client-settings.ts';
import { once } from './once.ts';
import { streamline, type TraceCall } from './streamline.ts';

export interface OnDemandOptions {
  readonly intakeUrl: string;
  readonly deadLetterUrl: string;
  readonly bucket: string;
  readonly captureCall: TraceCall;
}

/**
 * The parts of AWS that processing needs only now and then: when something failed, for a large body or an archive,
 * or for a rare destination. Each part is imported at its first call, so that no cold start waits for it.
 */
export function createOnDemand({ intakeUrl, deadLetterUrl, bucket, captureCall }: OnDemandOptions) {
  const intakeMessages = once(async () => {
    const { SQSClient } = await import('@aws-sdk/client-sqs');
    const { createIntakeMessages } = await import('./intake-messages.ts');
    const client = new SQSClient({ ...clientSettings(3), md5: false });
    return createIntakeMessages(streamline(client, captureCall), { intakeUrl, deadLetterUrl });
  });
  const storeClient = once(async () =>
    (await import('./store-client.ts')).createStoreClient(3, captureCall),
  );
  const bodyStore = once(async () => {
    const { createBodyStore } = await import('./body-store.ts');
    return createBodyStore(bucket, await storeClient());
  });
  const archiveStore = once(async () => {
    const { createArchiveStore } = await import('./archive-store.ts');
    return createArchiveStore(bucket, await storeClient());
  });
  const email = once(async () => (await import('./send-email.ts')).createSendEmail(captureCall));
  const bus = once(async () => (await import('./put-event.ts')).createPutEvent(captureCall));
  const queue = once(async () =>
    (await import('./send-to-queue.ts')).createSendToQueue(captureCall),
  );

  type Messages = Awaited<ReturnType<typeof intakeMessages>>;
  type Part<Make extends () => Promise<(input: never) => unknown>> = Awaited<ReturnType<Make>>;
  return {
    sendDeadLetter: async (letter: Parameters<Messages['sendDeadLetter']>[0]) =>
      (await intakeMessages()).sendDeadLetter(letter),
    hideMessage: async (receiptHandle: string, seconds: number) =>
      (await intakeMessages()).hideMessage(receiptHandle, seconds),
    sendAgain: async (body: string, seconds: number) =>
      (await intakeMessages()).sendAgain(body, seconds),
    fetchBody: async (reference: BodyReference) => (await bodyStore()).get(reference),
    archive: async (envelope: Envelope, message: string) =>
      (await archiveStore())(envelope, message),
    sendEmail: async (message: Parameters<Part<typeof email>>[0]) => (await email())(message),
    putEvent: async (event: Parameters<Part<typeof bus>>[0]) => (await bus())(event),
    sendToQueue: async (message: Parameters<Part<typeof queue>>[0]) => (await queue())(message),
  };
}
