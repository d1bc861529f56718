import type { Reason } from '../hop';

/** Why a load balancer forwards or doesn't. */
export const loadBalancerReasons = {
  LISTENER_FORWARDS: {
    hop: 'load-balancer',
    means: 'A listener accepts the connection and has a target for it.',
    fix: 'Nothing to change.',
  },
  LISTENER_NOT_FOUND: {
    hop: 'load-balancer',
    means: 'The load balancer has no listener on the port.',
    fix: 'Add a listener on the port, or call the port that has one.',
  },
  LISTENER_NOT_KNOWN: {
    hop: 'load-balancer',
    means: 'The port or protocol of a listener could not be resolved from the templates.',
    fix: 'Give the port and the protocol of the listener as literals.',
  },
  LISTENER_PROTOCOL_MISMATCH: {
    hop: 'load-balancer',
    means: 'The client speaks TLS and the listener does not, or the other way round.',
    fix: 'Use a TLS listener for https.',
  },
  LISTENER_PASSES_TLS_THROUGH: {
    hop: 'load-balancer',
    means: 'A TCP listener leaves TLS to the target: the client meets the target’s certificate.',
    fix: 'Use a TLS listener with a certificate for the host.',
  },
  LISTENER_HAS_NO_CERTIFICATE: {
    hop: 'load-balancer',
    means: 'A TLS listener has no certificate.',
    fix: 'Give the listener a certificate that covers the host.',
  },
  CERTIFICATE_NAME_MISMATCH: {
    hop: 'load-balancer',
    means: 'The certificate that the listener presents does not cover the host.',
    fix: 'Add a certificate for the host to the listener.',
  },
  CERTIFICATE_NOT_KNOWN: {
    hop: 'load-balancer',
    means: 'The names of the listener’s certificate could not be resolved from the templates.',
    fix: 'List the names of the certificate in hybrid.yaml, or read the template that defines it too.',
  },
  TLS_VERSION_NOT_ACCEPTED: {
    hop: 'load-balancer',
    means: 'The listener’s security policy and the client have no TLS version in common.',
    fix: 'Update the client, or choose a policy that accepts its version.',
  },
  TLS_POLICY_NOT_KNOWN: {
    hop: 'load-balancer',
    means: 'The versions of the listener’s security policy are not known.',
    fix: 'Use a policy that AWS lists for load balancers.',
  },
  TLS_POLICY_OLD: {
    hop: 'load-balancer',
    means: 'The listener’s security policy still accepts TLS 1.0 or 1.1.',
    fix: 'Set SslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09; the default of the API is an old one.',
  },
  ELBV2_LISTENER_HAS_NO_TG: {
    hop: 'load-balancer',
    means: 'The listener’s default action names no target group.',
    fix: 'Add a forward action with a target group.',
  },
  TARGET_GROUP_HAS_NO_TARGETS: {
    hop: 'load-balancer',
    means: 'Nothing is registered with the target group.',
    fix: 'Register the addresses of the endpoint’s interfaces.',
  },
  ELB_NOT_CROSSZONE: {
    hop: 'load-balancer',
    means: 'The node’s zone has no target, and cross-zone load balancing is off.',
    fix: 'Register a target in every zone of the load balancer, or switch cross-zone load balancing on.',
  },
  TARGETS_UNHEALTHY_FAIL_OPEN: {
    hop: 'load-balancer',
    means: 'No target is healthy; the load balancer then sends to all of them (aws-facts §4.3).',
    fix: 'Mend what makes the health check fail.',
  },
  TARGETS_NOT_KNOWN: {
    hop: 'load-balancer',
    means: 'The targets could not be resolved from the templates.',
    fix: 'Register addresses that the template shows, or read the template that defines them too.',
  },
  CLIENT_IP_PRESERVED: {
    hop: 'load-balancer',
    means:
      'Client-IP preservation is on for endpoint interfaces, which AWS does not support (aws-facts §4.2).',
    fix: 'Set preserve_client_ip.enabled of the target group to false.',
  },
  PROXY_PROTOCOL_ON: {
    hop: 'load-balancer',
    means: 'Proxy protocol v2 puts bytes before TLS that the endpoint does not understand.',
    fix: 'Set proxy_protocol_v2.enabled of the target group to false.',
  },
  TARGET_GROUP_NOT_TLS: {
    hop: 'load-balancer',
    means: 'The load balancer ends TLS and sends plain text to targets that expect TLS.',
    fix: 'Set the protocol of the target group to TLS (HTTPS for an application load balancer).',
  },
  TARGET_PORT_RESTRICTION: {
    hop: 'load-balancer',
    means: 'A target is registered on a port that the endpoint does not serve.',
    fix: 'Register endpoint interfaces on port 443.',
  },
  TARGET_HEALTHY: {
    hop: 'load-balancer',
    means: 'The target passes its health check.',
    fix: 'Nothing to change.',
  },
  TARGET_HEALTH_CHECK_UNREACHABLE: {
    hop: 'load-balancer',
    means: 'The health check does not reach the target over the network.',
    fix: 'Admit the load balancer’s security group at the target, and the target in its outbound rules.',
  },
  TARGET_HEALTH_CHECK_FAILS: {
    hop: 'load-balancer',
    means: 'The target answers the health check with something that the check does not accept.',
    fix: 'Use a TCP health check, or HTTPS with 403 in the matcher.',
  },
  TARGET_HEALTH_NOT_KNOWN: {
    hop: 'load-balancer',
    means: 'Whether the target passes its health check is not known.',
    fix: 'Check the target’s health in the account.',
  },
  LISTENER_RULE_ANSWERS: {
    hop: 'load-balancer',
    means:
      'A rule, or the default action, of an application load balancer answers without asking any target.',
    fix: 'Add a rule for the host and path that forwards to a target group, or call a host that has one.',
  },
  LISTENER_RULE_NOT_KNOWN: {
    hop: 'load-balancer',
    means: 'Which rule of the listener a request meets, or what its action does, is not known.',
    fix: 'Give conditions and actions as literals; authentication, transforms and regular expressions are not read.',
  },
  LOAD_BALANCER_REFUSES_REQUEST: {
    hop: 'load-balancer',
    means: 'An application load balancer refuses the request before any target: method, sizes or headers.',
    fix: 'Send what the load balancer takes; the verdict names the limit.',
  },
  LOAD_BALANCER_WAF_NOT_READ: {
    hop: 'load-balancer',
    means: 'A WAF web ACL is associated: what its rules block (403) is not read from the templates.',
    fix: 'Nothing to change; where a call is blocked, see the web ACL’s sampled requests and logs.',
  },
  TARGET_NOT_MODELLED: {
    hop: 'load-balancer',
    means: 'What stands behind a target’s address is not in the templates.',
    fix: 'Read the template that defines it too, or ask the backend itself.',
  },
  LOAD_BALANCER_MAY_NOT_INVOKE: {
    hop: 'load-balancer',
    means: 'The target group’s function does not admit elasticloadbalancing.amazonaws.com.',
    fix: 'Add a permission for elasticloadbalancing.amazonaws.com with the ARN of the target group.',
  },
  LOAD_BALANCER_FUNCTION_NOT_KNOWN: {
    hop: 'load-balancer',
    means: 'What the function behind a target group answers is not known.',
    fix: 'Read the template that defines the function too, or run it with the twin.',
  },
  LOAD_BALANCER_FUNCTION_FAILED: {
    hop: 'load-balancer',
    means:
      'The function behind a target group failed, or returned no response that a load balancer understands.',
    fix: 'Return statusCode, headers (or multiValueHeaders where the group asks for them), and a body up to 1 MB.',
  },
  LOAD_BALANCER_FUNCTION_ANSWERED: {
    hop: 'load-balancer',
    means: 'The function behind a target group answered.',
    fix: 'Nothing to change.',
  },
  CLIENT_CERTIFICATE_TAKEN: {
    hop: 'load-balancer',
    means: 'The listener asks for a client certificate, and takes what the client presents.',
    fix: 'Nothing to change.',
  },
  CLIENT_CERTIFICATE_MISSING: {
    hop: 'load-balancer',
    means: 'The listener verifies client certificates, and the client presents none.',
    fix: 'Give the client a certificate of an authority in the trust store: probe --cert client.pem --key client-key.pem.',
  },
  CLIENT_CERTIFICATE_NOT_TRUSTED: {
    hop: 'load-balancer',
    means:
      'No authority of the listener’s trust store has signed the client’s certificate, or it is not for clients.',
    fix: 'Use a certificate of an authority in the trust store, or add the authority to its bundle.',
  },
  CLIENT_CERTIFICATE_EXPIRED: {
    hop: 'load-balancer',
    means: 'The client’s certificate is past its end, or not valid yet.',
    fix: 'Renew the client’s certificate.',
  },
  CLIENT_CERTIFICATE_NOT_KNOWN: {
    hop: 'load-balancer',
    means: 'Whether the listener takes the client’s certificate is not known.',
    fix: 'Give the authorities by trustStore: { file: … }, and the time of the call.',
  },
  LOAD_BALANCER_NOT_IN_PATH: {
    hop: 'load-balancer',
    means: 'The client connects without a load balancer.',
    fix: 'Nothing to change.',
  },
} as const satisfies Record<string, Reason>;
