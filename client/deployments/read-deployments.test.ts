import { expect, it } from 'vitest';
import type { CallAws } from '../stage/call-aws.ts';
import { readDeployments } from './read-deployments.ts';

/** Minutes after noon, logical id, status, and why. */
type Row = readonly [minute: number, id: string, status: string, reason?: string];

function toXml([minute, id, status, reason]: Row): string {
  const type = id === 'Spillway-prod' ? 'AWS::CloudFormation::Stack' : 'AWS::Lambda::Function';
  const at = new Date(Date.UTC(2026, 10, 26, 12, minute)).toISOString();
  const why = reason === undefined ? '' : `<ResourceStatusReason>${reason}</ResourceStatusReason>`;
  return `<member><Timestamp>${at}</Timestamp><LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>p-${id}</PhysicalResourceId><ResourceType>${type}</ResourceType><ResourceStatus>${status}</ResourceStatus>${why}</member>`;
}

/** Answers with these pages, of which each names the next one. */
function answering(...pages: readonly (readonly Row[])[]) {
  const asked: string[] = [];
  const callAws: CallAws = async ({ body }) => {
    const page = Number(new URLSearchParams(body).get('NextToken') ?? 0);
    asked.push(body);
    const next = page + 1 < pages.length ? `<NextToken>${page + 1}</NextToken>` : '';
    return `<r>${(pages[page] ?? []).map(toXml).join('')}${next}</r>`;
  };
  return { asked, callAws };
}

const stack = 'Spillway-prod';
const failed: readonly Row[] = [
  [35, stack, 'UPDATE_ROLLBACK_COMPLETE'],
  [34, 'Processing', 'UPDATE_COMPLETE'],
  [33, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed'],
  [32, 'Ingestion', 'UPDATE_FAILED', 'Resource update cancelled'],
  [32, 'Processing', 'UPDATE_FAILED', 'no &lt;room&gt;'],
  [31, 'Processing', 'UPDATE_IN_PROGRESS'],
  [30, stack, 'UPDATE_IN_PROGRESS', 'User Initiated'],
];
const created: readonly Row[] = [
  [3, stack, 'CREATE_COMPLETE'],
  [2, 'Processing', 'CREATE_COMPLETE'],
  [1, 'Processing', 'CREATE_IN_PROGRESS'],
  [1, stack, 'CREATE_IN_PROGRESS', 'User Initiated'],
  [0, stack, 'REVIEW_IN_PROGRESS', 'User Initiated'],
];

it('tells of each deployment when it was, how it ended and what it changed, over all pages', async () => {
  const { asked, callAws } = answering(failed.slice(0, 3), [...failed.slice(3), ...created]);
  expect(await readDeployments('prod', 5, callAws)).toEqual([
    {
      ...{ startedAt: '2026-11-26T12:30:00.000Z', endedAt: '2026-11-26T12:35:00.000Z' },
      ...{ status: 'UPDATE_ROLLBACK_COMPLETE', reason: 'Processing: no <room>' },
      changes: [expect.objectContaining({ logicalId: 'Processing', change: 'updated' })],
    },
    {
      ...{ startedAt: '2026-11-26T12:01:00.000Z', endedAt: '2026-11-26T12:03:00.000Z' },
      status: 'CREATE_COMPLETE',
      changes: [
        {
          ...{ logicalId: 'Processing', physicalId: 'p-Processing', change: 'created' },
          type: 'AWS::Lambda::Function',
        },
      ],
    },
  ]);
  expect(asked).toHaveLength(2);
});

it('asks for no more pages than it needs', async () => {
  const { asked, callAws } = answering(failed, created);
  expect(await readDeployments('prod', 1, callAws)).toHaveLength(1);
  expect(asked).toHaveLength(1);
});

it('tells of one that is under way', async () => {
  const { callAws } = answering([[1, stack, 'UPDATE_IN_PROGRESS', 'User Initiated']], created);
  const [latest] = await readDeployments('prod', 1, callAws);
  expect(latest).toMatchObject({ status: 'UPDATE_IN_PROGRESS', changes: [] });
});
