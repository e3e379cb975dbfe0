import { z } from 'zod';
import { defineAction, pageOf, toSeconds } from '../action.ts';
import { dashboardArn } from './get-dashboard.ts';

const schema = z.strictObject({
  DashboardNamePrefix: z.string().optional(),
  NextToken: z.string().optional(),
});

const pageSize = 1000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html */
export const listDashboards = defineAction(schema, (input, { dashboards }) => {
  const { list, accountId, deployedAt } = dashboards();
  const matches = list
    .filter(({ name }) => name.startsWith(input.DashboardNamePrefix ?? ''))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { page, ...next } = pageOf(matches, pageSize, input.NextToken);
  return {
    DashboardEntries: page.map(({ name, body }) => ({
      DashboardName: name,
      DashboardArn: dashboardArn(accountId, name),
      LastModified: toSeconds(deployedAt),
      Size: Buffer.byteLength(body),
    })),
    ...next,
  };
});
