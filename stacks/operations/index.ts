import { Construct } from 'constructs';
import type { HybridConfig } from '../config-schema';
import { ApiAlarms, type WatchedApi } from './alarms';
import { SavedQueries } from './queries';

export { accessLogFormat } from './access-log';
export type { WatchedApi } from './alarms';
export type { ApiKind } from './api-kind';

export interface OperationsProps {
  readonly config: Pick<HybridConfig, 'name' | 'operations'>;
  /** Of the host, as its stack is called. */
  readonly label: string;
  readonly apis: readonly WatchedApi[];
}

/**
 * What people on call have for one host: alarms for each API and saved queries over their access logs. It lives in
 * the host's stack, so that no other stack's reference keeps a host from being changed or deleted.
 */
export class Operations extends Construct {
  constructor(scope: Construct, id: string, { config, label, apis }: OperationsProps) {
    super(scope, id);
    const { operations, name } = config;
    if (operations.alarms)
      for (const api of apis)
        new ApiAlarms(this, `Alarms-${api.name}`, { api, settings: operations, environment: name });
    if (operations.queries) new SavedQueries(this, 'Queries', { folder: `${name}/${label}`, apis });
  }
}
