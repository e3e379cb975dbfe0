import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PermanentError } from '../webhook/permanent-error.ts';
import { clientSettings } from './client-settings.ts';

// All others are the event's own fault, such as a detail that is no JSON.
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html
const transient = new Set(['InternalFailure', 'InternalException', 'ThrottlingException']);

/** Imported only where events are put. @throws PermanentError for what EventBridge will never take */
export function createPutEvent(client = new EventBridgeClient(clientSettings(3))) {
  return async (event: {
    readonly busName: string;
    readonly source: string;
    readonly detailType: string;
    readonly detail: string;
    readonly time: number;
  }): Promise<void> => {
    const { Entries = [] } = await client
      .send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: event.busName,
              Source: event.source,
              DetailType: event.detailType,
              Detail: event.detail,
              Time: new Date(event.time),
            },
          ],
        }),
      )
      .catch(refuseTooLarge);
    // A refused event is not an error of the call.
    const code = Entries[0]?.ErrorCode;
    if (code === undefined) return;
    if (transient.has(code)) throw new Error(`EventBridge did not take the event: ${code}`);
    throw new PermanentError(`EventBridge refused the event: ${code}`, { reason: 'refused' });
  };
}

/**
 * An entry that is too large is an error of the call: https://github.com/awslabs/aws-service-catalog-puppet/issues/563,
 * or beyond some size 413 without a word: https://github.com/boto/boto3/issues/3411
 */
function refuseTooLarge(cause: unknown): never {
  const { name, $metadata } = Object(cause);
  if (name !== 'ValidationException' && $metadata?.httpStatusCode !== 413) throw cause;
  throw new PermanentError('EventBridge refused the event: too large, or not valid', {
    cause,
    reason: 'refused',
  });
}
