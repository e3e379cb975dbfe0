import { readDashboard as readBody } from '../../../../client/dashboards/read-dashboard.ts';
import type { Endpoint } from '../endpoint.ts';

/** A dashboard's widgets, as they were deployed. */
export const readDashboard: Endpoint = {
  method: 'GET',
  path: '/api/dashboards/{name}',
  answer: ({ params: { name = '' } }, { stage, clients }) =>
    readBody(clients.cloudWatch, stage.name, name),
};
