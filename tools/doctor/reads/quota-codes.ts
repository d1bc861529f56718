/** A quota as Service Quotas keeps it. */
export interface ServiceQuota {
  readonly service: 'vpc' | 'apigateway' | 'acm';
  readonly code: string;
}

/** Codes as the documentation of each service links them. */
export const serviceQuotas = {
  interfaceEndpointsPerVpc: { service: 'vpc', code: 'L-29B6F2EB' },
  privateApis: { service: 'apigateway', code: 'L-A966AB5C' },
  publicCustomDomains: { service: 'apigateway', code: 'L-A93447B8' },
  privateCustomDomains: { service: 'apigateway', code: 'L-24E7E662' },
  accessAssociations: { service: 'apigateway', code: 'L-4D98A8A5' },
  resourcesPerApi: { service: 'apigateway', code: 'L-01C8A9E0' },
  certificateNames: { service: 'acm', code: 'L-FB94F0B0' },
} as const satisfies Record<string, ServiceQuota>;
