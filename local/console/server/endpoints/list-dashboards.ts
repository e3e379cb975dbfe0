import { listDashboards as listNames } from '../../../../client/dashboards/read-dashboard.ts';
import type { Endpoint } from '../endpoint.ts';

export interface DashboardNames {
  readonly names: readonly string[];
}

export const listDashboards: Endpoint = {
  method: 'GET',
  path: '/api/dashboards',
  answer: async (_, { stage, clients }): Promise<DashboardNames> => ({
    names: await listNames(clients.cloudWatch, stage.name),
  }),
};
