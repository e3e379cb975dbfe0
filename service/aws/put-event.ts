import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PermanentError, ServiceFailedError } from '../errors.ts';
import { clientSettings } from './client-settings.ts';
import { judgeFailure, type ServiceErrors } from './service-failure.ts';
import type { TraceCall } from './streamline.ts';
import { traceCalls } from './trace-calls.ts';

// Errors of one entry that may pass. All other errors of an entry are the event's own fault, such as a detail that
// is not JSON.
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html
const transient = new Set(['InternalFailure', 'InternalException', 'ThrottlingException']);

// Errors of the whole call. One is an entry that is too large:
// https://github.com/awslabs/aws-service-catalog-puppet/issues/563
const errors: ServiceErrors = {
  refusals: new Set(['ValidationException']),
  unavailable: new Set(['ResourceNotFoundException']),
};

/**
 * Imported only where events are put. @throws PermanentError, ServiceFailedError, or the SDK's error where the
 * fault is ours
 */
export function createPutEvent(
  trace: TraceCall,
  client = new EventBridgeClient(clientSettings(3)),
) {
  traceCalls(client, trace);
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
      .catch(judgeCall);
    // A call can succeed although its event was refused.
    const code = Entries[0]?.ErrorCode;
    if (code === undefined) return;
    if (transient.has(code)) throw new ServiceFailedError(`EventBridge answered ${code}`);
    throw new PermanentError(`EventBridge refused it: ${code}`, { reason: 'refused' });
  };
}

function judgeCall(cause: unknown): never {
  // For a very large call the answer is only a 413: https://github.com/boto/boto3/issues/3411
  if (Object(cause).$metadata?.httpStatusCode !== 413)
    throw judgeFailure('EventBridge', cause, errors);
  throw new PermanentError('EventBridge refused it: too large', { cause, reason: 'refused' });
}
