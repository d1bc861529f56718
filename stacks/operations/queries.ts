import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { savedQueries } from './saved-queries';

export interface SavedQueriesProps {
  /** Folder of the queries in the console, e.g. `corp/pay`. */
  readonly folder: string;
  readonly logGroupNames: readonly string[];
}

/** Logs Insights queries over the access logs of a host. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { folder, logGroupNames }: SavedQueriesProps) {
    super(scope, id);
    for (const { name, query } of savedQueries)
      new CfnQueryDefinition(this, name, {
        name: `${folder}/${name}`,
        queryString: query,
        logGroupNames: [...logGroupNames],
      });
  }
}
