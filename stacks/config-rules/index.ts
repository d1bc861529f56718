import { checkAccess } from './access';
import { checkAccounts } from './accounts';
import { checkApplicationLoadBalancer } from './application-load-balancer';
import { checkAuthorizers } from './authorizers';
import { checkBackends } from './backends';
import { checkCanary } from './canary';
import { checkCertificates } from './certificates';
import { checkCidrs } from './cidrs';
import { checkDns } from './dns';
import { checkExistingNetwork } from './existing-network';
import { checkExpectations } from './expectations';
import { checkFunctions } from './functions';
import { checkHosts } from './hosts';
import { checkHttpApis } from './http-apis';
import { checkIngress } from './ingress';
import { checkLimits } from './limits';
import { checkLinks } from './links';
import { checkMappings } from './mappings';
import { checkOnPremises } from './on-premises';
import { checkOpenApi } from './openapi';
import { checkOperations } from './operations';
import { checkRegion } from './region';
import { checkResolver } from './resolver';
import { checkRouteTable } from './routes';
import type { Rule } from './rule';
import { checkRunnerSecrets } from './runner-secrets';
import { checkSocketApis } from './socket-apis';

/** What a schema can't say, one topic a file, in the order of hybrid.yaml. */
export const configRules: readonly Rule[] = [
  checkAccounts,
  checkRegion,
  checkLimits,
  checkCidrs,
  checkExistingNetwork,
  checkOnPremises,
  checkRunnerSecrets,
  checkDns,
  checkResolver,
  checkHosts,
  checkIngress,
  checkApplicationLoadBalancer,
  checkCertificates,
  checkFunctions,
  checkBackends,
  checkAuthorizers,
  checkMappings,
  checkRouteTable,
  checkOpenApi,
  checkHttpApis,
  checkSocketApis,
  checkLinks,
  checkOperations,
  checkCanary,
  checkAccess,
  checkExpectations,
];
