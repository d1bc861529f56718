import { hopNames } from '../../path/hop';
import type { Check } from '../check';
import { apiChecks } from './api';
import { apiPolicyChecks } from './api-policy';
import { certificateChecks } from './certificate';
import { certificateRenewalChecks } from './certificate-renewal';
import { customDomainChecks } from './custom-domain';
import { endpointChecks } from './endpoint';
import { endpointAccessChecks } from './endpoint-access';
import { listenerChecks } from './listener';
import { loadBalancerChecks } from './load-balancer';
import { mappingChecks } from './mapping';
import { quotaChecks } from './quotas';
import { gatewayQuotaChecks } from './quotas-gateway';
import { balancerQuotaChecks } from './quotas-load-balancer';
import { recordChecks } from './records';
import { shadowChecks } from './shadows';
import { stackChecks } from './stacks';
import { targetChecks } from './targets';
import { zoneChecks } from './zone';

/** Every check, in travel order. */
export const checks: readonly Check[] = [
  ...stackChecks,
  ...zoneChecks,
  ...recordChecks,
  ...shadowChecks,
  ...certificateChecks,
  ...certificateRenewalChecks,
  ...loadBalancerChecks,
  ...listenerChecks,
  ...targetChecks,
  ...endpointChecks,
  ...customDomainChecks,
  ...mappingChecks,
  ...apiChecks,
  ...endpointAccessChecks,
  ...apiPolicyChecks,
  ...quotaChecks,
  ...balancerQuotaChecks,
  ...gatewayQuotaChecks,
].toSorted((one, other) => hopNames.indexOf(one.hop) - hopNames.indexOf(other.hop));
