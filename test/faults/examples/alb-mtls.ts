import type { Fault } from '../fault';
import type { Templates } from '../templates';

const example = 'alb-mtls';
const call = { url: 'https://orders.corp.example/' };
const client = 'certificates/client';

const listener = (templates: Templates) => templates.one('AWS::ElasticLoadBalancingV2::Listener').properties;

export const albMtlsFaults: readonly Fault[] = [
  {
    name: 'the client has no certificate',
    hop: 'load-balancer',
    code: 'CLIENT_CERTIFICATE_MISSING',
    outcome: 'stop',
    seen: 'reset',
    says: 'RESET_AFTER_TLS',
    example,
    call,
  },
  {
    name: 'the client’s certificate is of another authority',
    hop: 'load-balancer',
    code: 'CLIENT_CERTIFICATE_NOT_TRUSTED',
    outcome: 'stop',
    seen: 'reset',
    example,
    call,
    client: 'certificates/other-client',
  },
  {
    name: 'the client’s certificate is expired',
    hop: 'load-balancer',
    code: 'CLIENT_CERTIFICATE_EXPIRED',
    outcome: 'stop',
    seen: 'reset',
    example,
    call,
    client: 'certificates/expired-client',
  },
  {
    name: 'an expired certificate is taken: the listener ignores times',
    hop: 'load-balancer',
    code: 'LISTENER_FORWARDS',
    outcome: 'pass',
    seen: 200,
    example,
    call,
    client: 'certificates/expired-client',
    change: (templates) => {
      listener(templates).MutualAuthentication.IgnoreClientCertificateExpiry = true;
    },
  },
  {
    name: 'any certificate is taken: the listener passes it through',
    hop: 'load-balancer',
    code: 'LISTENER_FORWARDS',
    outcome: 'pass',
    seen: 200,
    example,
    call,
    client: 'certificates/other-client',
    change: (templates) => {
      listener(templates).MutualAuthentication = { Mode: 'passthrough' };
    },
  },
  {
    name: 'the trust store is of another account: nobody knows its authorities',
    hop: 'load-balancer',
    code: 'CLIENT_CERTIFICATE_NOT_KNOWN',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    example,
    call,
    client,
    change: (templates) => {
      listener(templates).MutualAuthentication.TrustStoreArn =
        'arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/elsewhere/1';
    },
  },
  {
    name: 'the host has no rule, whoever calls',
    hop: 'load-balancer',
    code: 'LISTENER_RULE_ANSWERS',
    outcome: 'stop',
    seen: 404,
    example,
    call,
    client,
    change: (templates) => templates.remove(templates.one('AWS::ElasticLoadBalancingV2::ListenerRule')),
  },
];
