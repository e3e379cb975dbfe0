import { z } from 'zod';
import { defineAction } from '../action.ts';
import { ApiError } from '../api-error.ts';

const schema = z.strictObject({ DashboardName: z.string() });

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html */
export const getDashboard = defineAction(schema, ({ DashboardName }, { dashboards }) => {
  const { list, accountId } = dashboards();
  const found = list.find(({ name }) => name === DashboardName);
  if (found === undefined) {
    const message = `Dashboard ${DashboardName} does not exist`;
    throw new ApiError('DashboardNotFoundError', 'ResourceNotFound', message);
  }
  return {
    DashboardName,
    DashboardArn: dashboardArn(accountId, DashboardName),
    DashboardBody: found.body,
  };
});

/** A dashboard is of no Region. */
export function dashboardArn(accountId: string, name: string): string {
  return `arn:aws:cloudwatch::${accountId}:dashboard/${name}`;
}
