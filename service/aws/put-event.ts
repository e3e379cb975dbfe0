import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PermanentError } from '../webhook/permanent-error.ts';
import { clientSettings } from './client-settings.ts';

// All others are the event's own fault: too large, no JSON, no such bus.
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html
const transient = new Set(['InternalFailure', 'InternalException', 'ThrottlingException']);

/** Imported only where events are put. @throws PermanentError for what EventBridge will never take */
export function createPutEvent(
  client = new EventBridgeClient({ ...clientSettings, maxAttempts: 3 }),
) {
  return async (event: {
    readonly busName: string;
    readonly source: string;
    readonly detailType: string;
    readonly detail: string;
    readonly time: number;
  }): Promise<void> => {
    const { Entries = [] } = await client.send(
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
    );
    // A refused event is not an error of the call.
    const code = Entries[0]?.ErrorCode;
    if (code === undefined) return;
    if (transient.has(code)) throw new Error(`EventBridge did not take the event: ${code}`);
    throw new PermanentError(`EventBridge refused the event: ${code}`, { reason: 'refused' });
  };
}
