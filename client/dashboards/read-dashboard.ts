import {
  type CloudWatchClient,
  GetDashboardCommand,
  paginateListDashboards,
} from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import { CommandError } from '../command-error.ts';
import { readWidget } from './read-widget.ts';
import type { Widget } from './widget.ts';

export interface Dashboard {
  /** Without the stage: `overview` */
  readonly name: string;
  /** How far back it looks, such as `-PT3H`. */
  readonly start: string;
  /** `inherit`: each graph in its own steps. `auto`: in steps that suit the time that is looked at. */
  readonly periodOverride: 'auto' | 'inherit';
  readonly widgets: readonly Widget[];
}

const body = z.looseObject({
  start: z.string().default('-PT3H'),
  periodOverride: z.enum(['auto', 'inherit']).default('auto'),
  widgets: z.array(z.unknown()).default([]),
});

/** The dashboards of a stage, by their names without it. */
export async function listDashboards(
  client: CloudWatchClient,
  stage: string,
): Promise<readonly string[]> {
  const prefix = prefixOf(stage);
  const names: string[] = [];
  for await (const page of paginateListDashboards({ client }, { DashboardNamePrefix: prefix })) {
    for (const { DashboardName = '' } of page.DashboardEntries ?? []) {
      names.push(DashboardName.slice(prefix.length));
    }
  }
  return names;
}

/** @throws CommandError for a name that no dashboard of the stage has */
export async function readDashboard(
  client: CloudWatchClient,
  stage: string,
  name: string,
): Promise<Dashboard> {
  const DashboardName = `${prefixOf(stage)}${name}`;
  const { DashboardBody = '{}' } = await client
    .send(new GetDashboardCommand({ DashboardName }))
    .catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      const known = await listDashboards(client, stage);
      throw new CommandError(
        `The stage ${stage} has no dashboard ${name}.`,
        `There are: ${known.join(', ') || 'none'}.`,
        { cause: error },
      );
    });
  const { widgets, ...given } = body.parse(JSON.parse(DashboardBody));
  return {
    name,
    start: given.start,
    periodOverride: given.periodOverride,
    widgets: widgets.map((widget, index) => readWidget(widget, index)),
  };
}

const prefixOf = (stage: string) => `spillway-${stage}-`;

function isMissing(error: unknown): boolean {
  return ['DashboardNotFoundError', 'ResourceNotFound'].includes(Object(error).name);
}
