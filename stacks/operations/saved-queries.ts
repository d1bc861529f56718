import type { ApiKind } from './api-kind';

/** A question that somebody on call asks of access logs; the runbooks name it by its key. */
interface SavedQuery {
  /** Shown after the environment and the host, e.g. `corp/pay/5xx-by-cause`. */
  readonly name: string;
  readonly query: string;
  /** Protocols whose log has what it asks for. @default all */
  readonly kinds?: readonly ApiKind[];
}

const withLatency: readonly ApiKind[] = ['rest', 'http'];

const newest = '| sort @timestamp desc\n| limit 100';

/** One for each way in which calls fail; field names are those of access-log.ts. */
export const savedQueries: readonly SavedQuery[] = [
  {
    name: '5xx-by-cause',
    query: `fields @timestamp
| filter status like /^5/
| stats count() as calls, max(latency) as slowest by status, errorType, integration, backend, integrationError, resource
| sort calls desc`,
  },
  {
    name: 'integration-errors',
    query: `fields @timestamp, requestId, status, errorType, resource, integration, backend, integrationLatency, integrationError, functionRequestId
| filter errorType in ["INTEGRATION_FAILURE", "INTEGRATION_TIMEOUT", "API_CONFIGURATION_ERROR"] or (ispresent(integrationError) and integrationError != "-")
${newest}`,
  },
  {
    name: 'latency-split',
    kinds: withLatency,
    query: `fields latency - integrationLatency as gateway
| filter latency != "-" and integrationLatency != "-"
| stats count() as calls, pct(latency, 50) as p50, pct(latency, 99) as p99, pct(integrationLatency, 99) as backend99, pct(gateway, 99) as gateway99 by resource, method
| sort p99 desc`,
  },
  {
    name: 'close-to-the-time-limit',
    kinds: withLatency,
    query: `fields @timestamp, requestId, resource, status, latency, integrationLatency, functionRequestId
| filter latency > 20000
${newest}`,
  },
  {
    name: 'authorizer-errors',
    query: `fields @timestamp, requestId, status, errorType, authorizer, authorizerLatency, authorizerError, resource, source
| filter errorType like /^AUTHORIZER/ or errorType = "UNAUTHORIZED" or (ispresent(authorizerError) and authorizerError != "-")
${newest}`,
  },
  {
    name: 'policy-decisions',
    query: `fields @timestamp, requestId, errorType, authorize, authorizeError, error, vpce, source, method, resource
| filter errorType in ["ACCESS_DENIED", "EXPIRED_TOKEN", "INVALID_SIGNATURE"]
${newest}`,
  },
  {
    name: 'gateway-refusals',
    query: `fields @timestamp
| filter errorType in ["MISSING_AUTHENTICATION_TOKEN", "INVALID_API_KEY", "RESOURCE_NOT_FOUND", "REQUEST_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE", "WAF_FILTERED"] or errorType like /^BAD_REQUEST/
| stats count() as calls by status, errorType, host, method, path, source
| sort calls desc`,
  },
  {
    name: 'throttled',
    query: `fields @timestamp
| filter status = "429"
| stats count() as calls by bin(1m), errorType, apiKey, source
| sort calls desc`,
  },
];
