import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { queryText, savedQueries } from '../dashboards/queries.ts';
import type { Watched } from '../dashboards/watched.ts';

/** In the console, under Logs Insights, Saved queries: in the folder `spillway-<stage>`. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, watched: Watched) {
    super(scope, id);
    for (const [queryId, query] of Object.entries(savedQueries)) {
      new CfnQueryDefinition(this, queryId, {
        name: `spillway-${watched.stage}/${query.title}`,
        logGroupNames: [...query.logGroups(watched)],
        queryString: queryText(query),
      });
    }
  }
}
