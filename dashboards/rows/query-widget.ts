import { LogQueryWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { SavedQuery } from '../queries.ts';
import type { Watched } from '../watched.ts';

/** A table of what a query finds in the time that the dashboard shows. */
export function queryWidget(
  { title, lines, logGroups }: SavedQuery,
  watched: Watched,
  size: { readonly width: number; readonly height: number },
): LogQueryWidget {
  return new LogQueryWidget({
    ...{ title, ...size },
    logGroupNames: [...logGroups(watched)],
    queryLines: [...lines],
  });
}
