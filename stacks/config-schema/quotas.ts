import { z } from 'zod';

const raised = (what: string, byDefault: number) =>
  z.number().int().positive().optional().describe(`${what}. Default: AWS's own, ${byDefault}`);

/** AWS's defaults of the quotas that can be raised (aws-facts §12, doc). */
export const defaultQuotas = {
  publicCustomDomains: 120,
  privateCustomDomains: 50,
  resourcesPerApi: 300,
  resourcePolicyCharacters: 8192,
  certificateNames: 10,
  listenerRules: 100,
} as const;

/** AWS's defaults of the others that a chain uses up: those that no one can raise, and those no rule needs (aws-facts §4.6, §5, §6, §12, doc). */
export const otherQuotas = {
  /** Not adjustable. */
  privateApis: 600,
  accessAssociations: 100,
  interfaceEndpointsPerVpc: 50,
  hostedZones: 500,
  recordsPerZone: 10_000,
  vpcsPerZone: 300,
  networkLoadBalancers: 50,
  applicationLoadBalancers: 50,
  targetGroups: 3000,
  /** Not adjustable. */
  listenersPerLoadBalancer: 50,
  certificatesPerLoadBalancer: 25,
  targetsPerZone: 500,
} as const;

export const quotas = z
  .strictObject({
    publicCustomDomains: raised('Public custom domains in the region', defaultQuotas.publicCustomDomains),
    privateCustomDomains: raised('Private custom domains in the region', defaultQuotas.privateCustomDomains),
    resourcesPerApi: raised('Resources (path segments) of one API', defaultQuotas.resourcesPerApi),
    resourcePolicyCharacters: raised(
      'Length of an API resource policy',
      defaultQuotas.resourcePolicyCharacters,
    ),
    certificateNames: raised('Names on one ACM certificate', defaultQuotas.certificateNames),
    listenerRules: raised('Rules of an Application Load Balancer', defaultQuotas.listenerRules),
  })
  .describe('Quotas that AWS raised for this account');
