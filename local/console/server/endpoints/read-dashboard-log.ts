import { setTimeout } from 'node:timers/promises';
import { queryLogWidget } from '../../../../client/dashboards/query-log-widget.ts';
import { openLogs } from '../../../../client/logs/open-logs.ts';
import { readAsked } from '../dashboards/asked-range.ts';
import { knownDashboard } from '../dashboards/known-dashboard.ts';
import { BadRequestError, type Endpoint } from '../endpoint.ts';

/** What the query of a log widget finds. Query: `range` or `from` and `to`. */
export const readDashboardLog: Endpoint = {
  method: 'GET',
  path: '/api/dashboards/{name}/logs/{widget}',
  async answer({ params: { name = '', widget = '' }, query, signal }, context) {
    const { widgets } = await knownDashboard(context, name);
    const found = widgets.find(({ index }) => String(index) === widget);
    if (found?.kind !== 'log') throw new BadRequestError(`No log widget of ${name} is ${widget}.`);
    const client = openLogs(context.stage);
    try {
      const sleep = (ms: number) => setTimeout(ms, undefined, { signal }).catch(() => undefined);
      return await queryLogWidget(found, readAsked(query, context.now()), {
        client,
        signal,
        sleep,
      });
    } finally {
      client.destroy();
    }
  },
};
