import type { StackTemplate } from '../../../boot/template/open-template.ts';
import { TemplateError } from '../../../boot/template/resolver.ts';
import type { StackAccess } from '../../iam/stack-access.ts';
import type { Observer } from '../../observer.ts';
import { createSqsCaller } from '../../sqs/call-sqs.ts';
import { findFunction, type InvokedFunctions } from '../create-functions.ts';
import type { MachineSettings } from '../machine-settings.ts';
import { EventSourceMapping } from './event-source-mapping.ts';
import { type MappingSettings, readMapping } from './mapping-settings.ts';

interface MappingParts extends Pick<StackTemplate, 'resources' | 'world'> {
  readonly iam: StackAccess;
  readonly functions: InvokedFunctions;
  readonly queueEndpoint: string;
  readonly machine: Pick<MachineSettings, 'maxPollers' | 'log'>;
  readonly observer: Observer;
}

/** From here on queues are polled. */
export function createMappings(parts: MappingParts, started: AsyncDisposableStack): void {
  const mapped = new Set<string>();
  for (const resource of parts.resources.ofType('AWS::Lambda::EventSourceMapping')) {
    const settings = readMapping(resource, parts);
    refuseSecond(settings, mapped);
    requirePolling(settings, parts);
    if (!settings.isEnabled) continue;
    const { functionName } = settings;
    // The pollers call SQS in the role's name.
    const caller = createSqsCaller(parts.queueEndpoint, parts.iam.credentialsOf(functionName));
    const mapping = new EventSourceMapping({
      settings,
      invoke: findFunction(parts.functions, functionName),
      call: caller.call,
      observer: parts.observer,
      maxPollers: parts.machine.maxPollers,
      log: parts.machine.log,
    });
    // It waits for its batches; stopping the functions, which comes next, ends those.
    started.defer(() => {
      void mapping.stop().finally(caller.close);
    });
  }
}

const polling = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/** As CreateEventSourceMapping does: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#events-sqs-permissions */
function requirePolling({ functionName, queueArn }: MappingSettings, { iam }: MappingParts): void {
  for (const call of polling) {
    const need = { action: `sqs:${call}`, resource: queueArn };
    const refused = iam.checkFunction(functionName, need);
    if (refused === undefined) continue;
    throw new TemplateError(
      `The function execution role does not have permissions to call ${call} on SQS: ${refused.message}`,
    );
  }
}

/** As CreateEventSourceMapping does. */
function refuseSecond({ functionName, alias, queueArn }: MappingSettings, mapped: Set<string>) {
  const pair = `${queueArn} ${functionName}:${alias ?? '$LATEST'}`;
  if (mapped.has(pair)) {
    throw new TemplateError(
      `ResourceConflictException: an event source mapping of ${queueArn} to ${functionName} exists already`,
    );
  }
  mapped.add(pair);
}
