import type { StackTemplate } from '../../../boot/template/open-template.ts';
import { TemplateError } from '../../../boot/template/resolver.ts';
import type { StackAccess } from '../../iam/stack-access.ts';
import type { Observer } from '../../observer.ts';
import type { MachineSettings } from '../machine-settings.ts';
import type { InvokedFunctions } from '../read-functions.ts';
import { type MappingSettings, readMapping } from './mapping-settings.ts';

export interface MappingParts extends Pick<StackTemplate, 'resources' | 'world'> {
  readonly iam: StackAccess;
  readonly functions: InvokedFunctions;
  readonly queueEndpoint: string;
  readonly machine: Pick<MachineSettings, 'maxPollers' | 'log'>;
  readonly observer: Observer;
}

/** @throws TemplateError for what Lambda refuses, or the embedded stack can't run */
export function readMappings(
  parts: Pick<MappingParts, 'resources' | 'world' | 'iam' | 'queueEndpoint'>,
): readonly MappingSettings[] {
  const mapped = new Set<string>();
  return parts.resources.ofType('AWS::Lambda::EventSourceMapping').map((resource) => {
    const settings = readMapping(resource, parts);
    refuseSecond(settings, mapped);
    requirePolling(settings, parts);
    return settings;
  });
}

const polling = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/**
 * As CreateEventSourceMapping does: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#events-sqs-permissions
 *
 * @throws TemplateError
 */
export function requirePolling(
  { functionName, queueArn }: MappingSettings,
  { iam }: Pick<MappingParts, 'iam'>,
): void {
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
