import { headerOf, type Observation, type Unfollowed } from '../observation';
import { isPublicAddress } from './addresses';
import { isFromGateway } from './gateway-errors';
import { isOwn } from './load-balancer';
import { peer, type Rule } from './rule';

const status = (seen: Observation): number => seen.response?.status ?? 0;

/** The texts of aws-facts §1.4; a function may well answer 413 of its own. */
const tooLarge = /content length exceeded|request too long/i;

const fromGateway = (seen: Observation): boolean =>
  seen.response !== undefined && isFromGateway(seen.response);

const leadsNowhere = (seen: Observation, kind: Unfollowed['kind']): boolean => seen.unfollowed?.kind === kind;

const leads = (seen: Observation): string =>
  `${peer(seen)} answers ${status(seen)} and ${seen.unfollowed?.message}`;

/** A whole response that is no error with a type of API Gateway's. */
export const responseRules: readonly Rule[] = [
  {
    when: (seen) => leadsNowhere(seen, 'loop'),
    outcome: 'stop',
    code: 'REDIRECT_LOOP',
    because: leads,
    confidence: 'high',
  },
  {
    when: (seen) => leadsNowhere(seen, 'too-many'),
    outcome: 'stop',
    code: 'REDIRECT_LIMIT',
    because: leads,
    confidence: 'high',
  },
  {
    when: (seen) => leadsNowhere(seen, 'refused'),
    outcome: 'stop',
    code: 'REDIRECT_NOT_FOLLOWED',
    because: leads,
    confidence: 'high',
  },
  {
    when: (seen) => status(seen) === 413 && tooLarge.test(seen.response?.body ?? ''),
    outcome: 'stop',
    code: 'REQUEST_TOO_LARGE',
    because: (seen) => `the request body is over the limit: ${seen.response?.body.trim().slice(0, 200)}`,
    confidence: 'high',
  },
  {
    when: (seen) => status(seen) === 414,
    outcome: 'stop',
    code: 'URL_TOO_LONG',
    because: () => 'the URL, or the ARN of the method made of it, is over the limit (414)',
    confidence: 'medium',
  },
  {
    when: (seen) => status(seen) === 431,
    outcome: 'stop',
    code: 'HEADERS_TOO_LARGE',
    because: () => 'the request headers together are over the limit (431)',
    confidence: 'medium',
  },
  {
    when: (seen) => /^\/s?ping(\?|$)/.test(seen.path) && seen.response?.body.trim() === 'healthy',
    outcome: 'stop',
    code: 'RESERVED_PATH',
    because: (seen) => `${seen.path} is answered by API Gateway’s own health check`,
    confidence: 'high',
  },
  {
    when: (seen) => !fromGateway(seen) && status(seen) >= 400,
    outcome: 'stop',
    code: 'RESPONSE_NOT_FROM_GATEWAY',
    because: (seen) => `${peer(seen)} answers ${status(seen)}, and not as API Gateway does${server(seen)}`,
    confidence: 'medium',
    candidates: ['NETWORK_NOBODY_AT_ADDRESS', 'DNS_RECORD_NOT_FOUND'],
  },
  {
    when: (seen) => seen.mismatch !== undefined,
    outcome: 'stop',
    code: 'RESPONSE_UNEXPECTED',
    because: (seen) => seen.mismatch as string,
    confidence: 'high',
  },
  {
    when: isOwn,
    outcome: 'pass',
    code: 'LOAD_BALANCER_FUNCTION_ANSWERED',
    because: (seen) =>
      `HTTP ${status(seen)} from a function behind an application load balancer, or one of its rules`,
    confidence: 'medium',
  },
  {
    when: (seen) => !fromGateway(seen),
    outcome: 'pass',
    code: 'RESPONSE_NOT_FROM_GATEWAY',
    because: (seen) => `${peer(seen)} answers ${status(seen)}, without API Gateway’s headers${server(seen)}`,
    confidence: 'low',
    fix: 'Check that this server is the one that is meant.',
  },
  {
    when: (seen) => isPublicAddress(seen.address) && seen.resolution.by !== 'given',
    outcome: 'pass',
    code: 'ENDPOINT_NOT_IN_PATH',
    because: (seen) => `HTTP ${status(seen)} through API Gateway’s public front (${seen.address})`,
    confidence: 'medium',
    fix: 'If the API is meant to be private, check its endpoint type and where the name leads.',
  },
  {
    when: (seen) => seen.stage === 'response',
    outcome: 'pass',
    code: 'FUNCTION_ANSWERED',
    because: (seen) => `HTTP ${status(seen)} from behind API Gateway`,
    confidence: 'high',
  },
];

function server(seen: Observation): string {
  const name = seen.response && (headerOf(seen.response, 'server') ?? headerOf(seen.response, 'via'));
  return name === undefined ? '' : ` (${name})`;
}
