import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from './client-settings.ts';
import { KeepAliveHandler } from './keep-alive-handler.ts';
import type { TraceCall } from './streamline.ts';
import { traceCalls } from './trace-calls.ts';

/** The longest that one attempt of the client below takes. */
export const storeAttemptMilliseconds = 1_900;

/**
 * The client for the stores, whose objects have up to 10 MB. An answer is read whole within the time of its
 * attempt, so that an answer which stalls half way is retried too. The SDK's own handler only warns when an answer
 * is late, and stops checking once it begins. Three attempts and the waits between them stay under 9 s, because
 * GitHub hangs up after 10.
 */
export function createStoreClient(maxAttempts: number, trace: TraceCall): S3Client {
  const client = new S3Client({
    ...clientSettings(maxAttempts),
    requestHandler: new KeepAliveHandler(
      { connectMilliseconds: 1_000, attemptMilliseconds: storeAttemptMilliseconds },
      (bytes) => Readable.from([bytes]), // the SDK reads an object's bytes only from a stream
    ),
    // Otherwise a large body would wait for an answer before it is sent.
    expectContinueHeader: false,
  });
  return traceCalls(client, trace);
}
