import type { Fault } from '../fault';
import { albFaults } from './alb';
import { albMtlsFaults } from './alb-mtls';
import { apiKeyFaults } from './api-keys';
import { authorizerJwtFaults } from './authorizer-jwt';
import { authorizerOwnFaults } from './authorizer-own';
import { authorizerRulesFaults } from './authorizer-rules';
import { authorizerSamlFaults } from './authorizer-saml';
import { crossAccountFaults } from './cross-account';
import { directConnectFaults } from './direct-connect';
import { existingNetworkFaults } from './existing-network';
import { forwardedDnsFaults } from './forwarded-dns';
import { httpApiFaults } from './http-api';
import { httpProxyFaults } from './http-proxy';
import { httpProxyMappedFaults } from './http-proxy-mapped';
import { httpProxyStreamFaults } from './http-proxy-stream';
import { iamFaults } from './iam';
import { migrationFaults } from './migration';
import { multiAccountFaults } from './multi-account';
import { passthroughFaults } from './nlb-passthrough';
import { privateDomainFaults } from './private-domain';
import { restVpcLinkFaults } from './rest-vpc-link';
import { restVpcLinkNlbFaults } from './rest-vpc-link-nlb';
import { websocketFaults } from './websocket';

/** Faults of docs/examples, one file an example. */
export const exampleFaults: readonly Fault[] = [
  ...albFaults,
  ...authorizerJwtFaults,
  ...authorizerSamlFaults,
  ...authorizerOwnFaults,
  ...authorizerRulesFaults,
  ...albMtlsFaults,
  ...directConnectFaults,
  ...existingNetworkFaults,
  ...forwardedDnsFaults,
  ...httpApiFaults,
  ...migrationFaults,
  ...httpProxyFaults,
  ...multiAccountFaults,
  ...httpProxyMappedFaults,
  ...httpProxyStreamFaults,
  ...passthroughFaults,
  ...privateDomainFaults,
  ...restVpcLinkFaults,
  ...restVpcLinkNlbFaults,
  ...websocketFaults,
  ...iamFaults,
  ...crossAccountFaults,
  ...apiKeyFaults,
];
