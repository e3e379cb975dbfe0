import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { TemplateError } from '../../../boot/template/resolver.ts';
import type {
  DeployedMapping,
  DeployedMappings,
} from '../event-source-mapping/deployed-mappings.ts';
import {
  createMapping,
  type MappingSettings,
  mappingProperties,
} from '../event-source-mapping/mapping-settings.ts';
import { type MappingParts, requirePolling } from '../event-source-mapping/read-mappings.ts';
import { parseFunctionReference } from '../function-reference.ts';
import { findFunction } from './find-function.ts';
import { invalidParameter, LambdaFault, notFound } from './lambda-fault.ts';
import { defineOperation, type LambdaContext, type Operation } from './operation.ts';
import { pageOf, paging } from './page-of.ts';

const all = '/2015-03-31/event-source-mappings';
const one = `${all}/{UUID}`;

/** What can be changed of one that is there, and stays where it isn't named. */
const changeable = {
  FunctionName: z.string().optional(),
  Enabled: z.boolean().optional(),
  BatchSize: mappingProperties.shape.BatchSize.unwrap().optional(),
  MaximumBatchingWindowInSeconds:
    mappingProperties.shape.MaximumBatchingWindowInSeconds.unwrap().optional(),
  FunctionResponseTypes: mappingProperties.shape.FunctionResponseTypes.unwrap().optional(),
  ScalingConfig: mappingProperties.shape.ScalingConfig,
  /** A mapping always counts its events here. */
  MetricsConfig: z.strictObject({ Metrics: z.array(z.literal('EventCount')) }).optional(),
};

const listMappings = defineOperation(
  { method: 'GET', path: all },
  z.strictObject({
    ...paging,
    FunctionName: z.string().optional(),
    EventSourceArn: z.string().optional(),
  }),
  ({ FunctionName, EventSourceArn, ...input }, context) => {
    if (FunctionName !== undefined) findFunction(context, FunctionName);
    const found = context.mappings.all.filter(
      ({ settings }) =>
        (FunctionName === undefined || isOf(settings, FunctionName)) &&
        (EventSourceArn === undefined || settings.queueArn === EventSourceArn),
    );
    const { page, next } = pageOf(found.map(describeMapping), input);
    return { body: { EventSourceMappings: page, ...next } };
  },
);

const getMapping = defineOperation(
  { method: 'GET', path: one },
  z.strictObject({ UUID: z.string() }),
  ({ UUID }, { mappings }) => ({ body: describeMapping(findMapping(mappings, UUID)) }),
);

const createOne = defineOperation(
  { method: 'POST', path: all },
  z.strictObject({ ...changeable, FunctionName: z.string(), EventSourceArn: z.string() }),
  ({ MetricsConfig, ...input }, context) => {
    findFunction(context, input.FunctionName);
    const settings = settingsFrom(randomUUID(), input, context);
    const same = context.mappings.all.find(
      (other) =>
        other.settings.queueArn === settings.queueArn && isOf(other.settings, input.FunctionName),
    );
    if (same !== undefined) throw exists(same, input);
    return { status: 202, body: describeMapping(context.mappings.add(settings)) };
  },
);

const updateOne = defineOperation(
  { method: 'PUT', path: one },
  z.strictObject({ ...changeable, UUID: z.string() }),
  ({ UUID, MetricsConfig, ...changes }, context) => {
    const { settings } = findSettled(context.mappings, UUID);
    if (changes.FunctionName !== undefined) findFunction(context, changes.FunctionName);
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    const next = settingsFrom(
      UUID,
      { ...propertiesOf(settings), ...Object.fromEntries(given) },
      context,
    );
    return { status: 202, body: describeMapping(context.mappings.change(next)) };
  },
);

const deleteOne = defineOperation(
  { method: 'DELETE', path: one },
  z.strictObject({ UUID: z.string() }),
  ({ UUID }, { mappings }) => {
    findSettled(mappings, UUID);
    const removed = mappings.remove(UUID);
    return { status: 202, body: removed === undefined ? {} : describeMapping(removed) };
  },
);

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
export const mappingOperations: Readonly<Record<string, Operation>> = {
  ListEventSourceMappings: listMappings,
  GetEventSourceMapping: getMapping,
  CreateEventSourceMapping: createOne,
  UpdateEventSourceMapping: updateOne,
  DeleteEventSourceMapping: deleteOne,
};

function findMapping(mappings: DeployedMappings, id: string): DeployedMapping {
  const found = mappings.find(id);
  if (found === undefined) throw notFound('The resource you requested does not exist.');
  return found;
}

/** One on its way to another state can't be changed. */
function findSettled(mappings: DeployedMappings, id: string): DeployedMapping {
  const found = findMapping(mappings, id);
  if (found.state === 'Enabled' || found.state === 'Disabled') return found;
  const message = 'Cannot update the event source mapping because it is in use.';
  throw new LambdaFault(400, 'ResourceInUseException', message, { Type: 'User' });
}

function isOf({ functionName, alias }: MappingSettings, reference: string): boolean {
  const wanted = parseFunctionReference(reference);
  return wanted.functionName === functionName && wanted.alias === alias;
}

function settingsFrom(id: string, input: unknown, { mappings }: LambdaContext): MappingSettings {
  const { parts } = mappings;
  if (parts === undefined) throw new Error('Nothing is deployed yet.');
  try {
    return checked(createMapping(id, mappingProperties.parse(input), parts), parts);
  } catch (error) {
    if (!(error instanceof TemplateError || error instanceof z.ZodError)) throw error;
    throw invalidParameter(error.message.replace(/^InvalidParameterValueException: /, ''));
  }
}

function checked(settings: MappingSettings, parts: MappingParts): MappingSettings {
  requirePolling(settings, parts);
  return settings;
}

/** As if it had been created by these. */
function propertiesOf(settings: MappingSettings): z.input<typeof mappingProperties> {
  const { functionName, alias, maxConcurrency } = settings;
  return {
    EventSourceArn: settings.queueArn,
    FunctionName: alias === undefined ? functionName : `${functionName}:${alias}`,
    BatchSize: settings.batchSize,
    MaximumBatchingWindowInSeconds: settings.batchingWindowSeconds,
    Enabled: settings.isEnabled,
    FunctionResponseTypes: settings.hasPartialFailures ? ['ReportBatchItemFailures'] : [],
    ...(maxConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: maxConcurrency } }),
  };
}

function describeMapping({ settings, state, lastModified }: DeployedMapping): object {
  const { Enabled, FunctionName, ...properties } = propertiesOf(settings);
  const { id, functionArn, alias } = settings;
  return {
    ...properties,
    UUID: id,
    FunctionArn: alias === undefined ? functionArn : `${functionArn}:${alias}`,
    EventSourceMappingArn: functionArn.replace(/:function:.*/, `:event-source-mapping:${id}`),
    MetricsConfig: { Metrics: ['EventCount'] },
    State: state,
    StateTransitionReason: 'USER_INITIATED',
    LastModified: lastModified.getTime() / 1000,
  };
}

function exists(
  { settings: { id } }: DeployedMapping,
  {
    EventSourceArn,
    FunctionName,
  }: { readonly EventSourceArn: string; readonly FunctionName: string },
): LambdaFault {
  const message = `The event source arn (" ${EventSourceArn} ") and function (" ${FunctionName} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${id}`;
  return new LambdaFault(409, 'ResourceConflictException', message, { Type: 'User' });
}
