import { headerOf, type Observation } from '../observation';
import { isFromGateway } from './gateway-errors';
import type { Rule } from './rule';

const status = (seen: Observation): number => seen.response?.status ?? 0;

/** An answer that an application load balancer makes, by itself or from a function’s result. (captures) */
export const isOwn = (seen: Observation): boolean =>
  seen.stage === 'response' &&
  seen.response !== undefined &&
  !isFromGateway(seen.response) &&
  /^awselb\//.test(headerOf(seen.response, 'server') ?? '');

/** One of its own pages, which no rule and no function gives. */
const isPage = (seen: Observation): boolean => {
  const { response } = seen;
  if (!response || !isOwn(seen)) return false;
  // The answer to HEAD has the headers of a page alone.
  if (response.body === '') return headerOf(response, 'content-type') === 'text/html';
  return /<center><h1>\d{3}\b/.test(response.body);
};

const says = (seen: Observation): string => `an application load balancer answers ${status(seen)} by itself`;

/** Error answers with `Server: awselb/2.0` and none of API Gateway’s headers. */
export const loadBalancerRules: readonly Rule[] = [
  {
    when: (seen) => isPage(seen) && status(seen) === 403,
    outcome: 'stop',
    code: 'LOAD_BALANCER_WAF_BLOCKS',
    because: (seen) => `${says(seen)}, with the page of a request that its web ACL blocks`,
    confidence: 'medium',
    candidates: ['LISTENER_RULE_ANSWERS'],
  },
  {
    when: (seen) => isPage(seen) && [400, 405, 413, 414, 463].includes(status(seen)),
    outcome: 'stop',
    code: 'LOAD_BALANCER_REFUSES_REQUEST',
    because: says,
    confidence: 'medium',
    candidates: ['LISTENER_PROTOCOL_MISMATCH'],
  },
  {
    when: (seen) => isPage(seen) && status(seen) === 503,
    outcome: 'stop',
    code: 'TARGET_GROUP_HAS_NO_TARGETS',
    because: (seen) => `${says(seen)}: it has no target`,
    confidence: 'medium',
    candidates: ['ELBV2_LISTENER_HAS_NO_TG', 'ELB_NOT_CROSSZONE'],
  },
  {
    when: (seen) => isPage(seen) && status(seen) === 504,
    outcome: 'stop',
    code: 'LOAD_BALANCER_TARGET_SILENT',
    because: (seen) => `${says(seen)}: its target answers nothing`,
    confidence: 'medium',
    candidates: [
      'ENI_SG_RULES_MISMATCH',
      'SG_HAS_NO_RULES',
      'SUBNET_ACL_RESTRICTION',
      'NO_ROUTE_TO_DESTINATION',
      'NETWORK_INTERFACE_SILENT',
      'NETWORK_NOBODY_AT_ADDRESS',
      'ENDPOINT_INTERFACE_SILENT',
      'TARGET_PORT_RESTRICTION',
    ],
  },
  {
    when: (seen) => isOwn(seen) && status(seen) >= 500,
    outcome: 'stop',
    code: 'LOAD_BALANCER_ANSWERED',
    because: (seen) => `${says(seen)}: its target is not what it should be`,
    confidence: 'medium',
    candidates: [
      'TARGET_GROUP_NOT_TLS',
      'ENDPOINT_NOT_EXECUTE_API',
      'LOAD_BALANCER_FUNCTION_FAILED',
      'LOAD_BALANCER_MAY_NOT_INVOKE',
      'LISTENER_RULE_ANSWERS',
    ],
  },
  {
    when: (seen) => isOwn(seen) && status(seen) >= 400,
    outcome: 'stop',
    code: 'LISTENER_RULE_ANSWERS',
    because: (seen) => `${says(seen)}: no rule sends ${seen.host} to a target`,
    confidence: 'medium',
    candidates: ['LOAD_BALANCER_FUNCTION_ANSWERED'],
  },
];
