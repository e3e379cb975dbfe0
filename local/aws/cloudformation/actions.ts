import { z } from 'zod';
import { describeIssues } from '../http/describe-issues.ts';
import { CloudFormationFault } from './cloudformation-fault.ts';
import type { DeployedResource, StackHistory } from './stack-history.ts';
import type { XmlFields } from './to-xml.ts';

/** One action of the API: takes the request's parameters, returns the answer's fields. */
type Action = (input: unknown, history: StackHistory) => XmlFields;

const paging = { NextToken: z.string().optional() } as const;
const named = { StackName: z.string() } as const;

/** Every action that this endpoint knows. */
export const actions: Readonly<Record<string, Action>> = {
  DescribeStacks: defineAction(
    { ...paging, StackName: z.string().optional() },
    ({ StackName }, history) => {
      const stack = StackName === undefined ? history.stack : findStack(history, StackName);
      return { Stacks: stack === undefined ? [] : [describeStack(stack)] };
    },
  ),
  DescribeStackEvents: defineAction(
    { ...named, ...paging },
    ({ StackName, NextToken }, history) => {
      const { id, name } = findStack(history, StackName);
      const { page, ...next } = pageOf(history.events, NextToken);
      const StackEvents = page.map((event) => ({
        ...{ StackId: id, EventId: event.id, StackName: name, Timestamp: event.at },
        ...{ LogicalResourceId: event.logicalId, PhysicalResourceId: event.physicalId },
        ...{ ResourceType: event.type, ResourceStatus: event.status },
        ResourceStatusReason: event.reason,
      }));
      return { StackEvents, ...next };
    },
  ),
  ListStackResources: defineAction({ ...named, ...paging }, ({ StackName, NextToken }, history) => {
    findStack(history, StackName);
    const { page, ...next } = pageOf(history.resources, NextToken);
    const StackResourceSummaries = page.map(({ updatedAt, ...resource }) => ({
      ...describeResource(resource),
      LastUpdatedTimestamp: updatedAt,
    }));
    return { StackResourceSummaries, ...next };
  }),
  DescribeStackResources: defineAction(
    { ...named, LogicalResourceId: z.string().optional() },
    ({ StackName, LogicalResourceId }, history) => {
      const { id, name } = findStack(history, StackName);
      const found = history.resources.filter(
        ({ logicalId }) => (LogicalResourceId ?? logicalId) === logicalId,
      );
      if (found.length === 0) {
        throw new CloudFormationFault(
          `Resource ${LogicalResourceId} does not exist for stack ${name}`,
        );
      }
      // AWS gives the first 100 here, and no token.
      const StackResources = found.slice(0, pageSize).map(({ updatedAt, ...resource }) => ({
        ...{ StackId: id, StackName: name, Timestamp: updatedAt },
        ...describeResource(resource),
      }));
      return { StackResources };
    },
  ),
  GetTemplate: defineAction(
    { ...named, TemplateStage: z.enum(['Original', 'Processed']).optional() },
    ({ StackName }, history) => {
      const { deployed } = findStack(history, StackName);
      return { TemplateBody: JSON.stringify(deployed.template), StagesAvailable: ['Original'] };
    },
  ),
};

function defineAction<Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (input: z.output<z.ZodObject<Shape>>, history: StackHistory) => XmlFields,
): Action {
  const schema = z.strictObject(shape);
  return (input, history) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return run(parsed.data as z.output<z.ZodObject<Shape>>, history);
    throw new CloudFormationFault(describeIssues(parsed.error));
  };
}

type Stack = NonNullable<StackHistory['stack']>;

/** By name or id. */
function findStack({ stack }: StackHistory, name: string): Stack {
  if (stack !== undefined && (stack.name === name || stack.id === name)) return stack;
  throw new CloudFormationFault(`Stack with id ${name} does not exist`);
}

function describeStack({ id, name, status, createdAt, updatedAt, deployed }: Stack): XmlFields {
  return {
    ...{ StackId: id, StackName: name, CreationTime: createdAt, LastUpdatedTime: updatedAt },
    ...{ StackStatus: status, DisableRollback: 'false', Capabilities: ['CAPABILITY_NAMED_IAM'] },
    Outputs: Object.entries(deployed.outputs()).map(([OutputKey, value]) => ({
      OutputKey,
      OutputValue: String(value),
    })),
  };
}

function describeResource(resource: Omit<DeployedResource, 'updatedAt'>): XmlFields {
  const { logicalId, physicalId, type, status } = resource;
  return {
    ...{ LogicalResourceId: logicalId, PhysicalResourceId: physicalId },
    ...{ ResourceType: type, ResourceStatus: status },
  };
}

const pageSize = 100;

/** A token is the index of the first of its page. */
function pageOf<Item>(items: readonly Item[], token: string | undefined) {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isSafeInteger(start) || start < 0) {
    throw new CloudFormationFault('NextToken is not one of ours');
  }
  const end = start + pageSize;
  const NextToken = end < items.length ? String(end) : undefined;
  return { page: items.slice(start, end), NextToken };
}
