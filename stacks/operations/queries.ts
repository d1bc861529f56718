import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { WatchedApi } from './alarms';
import { savedQueries } from './saved-queries';

export interface SavedQueriesProps {
  /** Folder of the queries in the console, e.g. `corp/pay`. */
  readonly folder: string;
  readonly apis: readonly Pick<WatchedApi, 'kind' | 'accessLogs'>[];
}

/** Logs Insights queries over the access logs of a host. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { folder, apis }: SavedQueriesProps) {
    super(scope, id);
    for (const { name, query, kinds } of savedQueries) {
      const asked = apis.filter(({ kind }) => !kinds || kinds.includes(kind));
      if (asked.length === 0) continue;
      new CfnQueryDefinition(this, name, {
        name: `${folder}/${name}`,
        queryString: query,
        logGroupNames: asked.map(({ accessLogs }) => accessLogs.logGroupName),
      });
    }
  }
}
