import { askOfStack, textOf } from '../stage/ask-of-stack.ts';
import type { CallAws } from '../stage/call-aws.ts';

/** One deployment of a stage's stack. */
export interface Deployment {
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  /** Of the last event that is known of it. */
  readonly endedAt: string;
  /** CloudFormation's: `UPDATE_COMPLETE`, `UPDATE_ROLLBACK_COMPLETE`, … */
  readonly status: string;
  /** Why it failed, in CloudFormation's words. */
  readonly reason?: string;
  readonly changes: readonly ChangedResource[];
}

export interface ChangedResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly change: 'created' | 'updated' | 'deleted';
}

interface Event extends Omit<ChangedResource, 'change'> {
  readonly at: string;
  readonly status: string;
  readonly reason: string | undefined;
}

const stackType = 'AWS::CloudFormation::Stack';

/**
 * The last deployments of a stage, the latest first.
 *
 * @param limit no more than so many
 * @throws CommandError where there is no such stack, and what AWS refuses
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export async function readDeployments(
  stage: string,
  limit: number,
  callAws: CallAws,
): Promise<readonly Deployment[]> {
  const deployments: Deployment[] = [];
  /** Of the deployment that is being read, the latest first. */
  let events: Event[] = [];
  let token: string | undefined;
  do {
    const parameters = token === undefined ? {} : { NextToken: token };
    const xml = await askOfStack('DescribeStackEvents', stage, callAws, parameters);
    for (const event of eventsIn(xml)) {
      events.push(event);
      if (!isBeginning(event)) continue;
      deployments.push(deploymentOf(events));
      events = [];
    }
    token = textOf(xml, 'NextToken');
  } while (token !== undefined && deployments.length < limit);
  return deployments.slice(0, limit);
}

function eventsIn(xml: string): readonly Event[] {
  const members = xml.matchAll(/<member>((?:(?!<\/?member>).)*)<\/member>/gs);
  return [...members].map(([, member = '']) => {
    const field = (name: string) => textOf(member, name) ?? '';
    return {
      ...{ logicalId: field('LogicalResourceId'), physicalId: field('PhysicalResourceId') },
      ...{ type: field('ResourceType'), status: field('ResourceStatus') },
      at: new Date(field('Timestamp')).toISOString(),
      reason: textOf(member, 'ResourceStatusReason'),
    };
  });
}

function isBeginning({ type, status, reason }: Event): boolean {
  const isOfStack = type === stackType && reason === 'User Initiated';
  return isOfStack && /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(status);
}

const changes: Readonly<Record<string, ChangedResource['change']>> = {
  CREATE_COMPLETE: 'created',
  UPDATE_COMPLETE: 'updated',
  DELETE_COMPLETE: 'deleted',
};

/** @param events the latest first */
function deploymentOf(events: readonly Event[]): Deployment {
  const [last, first] = [events.find(({ type }) => type === stackType), events.at(-1)];
  const failed = events.findLast(({ status }) => status.endsWith('_FAILED'));
  return {
    ...{ startedAt: first?.at ?? '', endedAt: last?.at ?? '', status: last?.status ?? '' },
    ...(failed?.reason === undefined ? {} : { reason: `${failed.logicalId}: ${failed.reason}` }),
    changes: events.flatMap(({ status, logicalId, physicalId, type }) => {
      const change = changes[status];
      return type === stackType || change === undefined
        ? []
        : [{ logicalId, physicalId, type, change }];
    }),
  };
}
