import type { Reason } from '../hop';

/** What becomes of a call behind a VPC link. */
export const privateIntegrationReasons = {
  BACKEND_ANSWERED: {
    hop: 'integration',
    means: 'The backend behind the VPC link answered, whatever its status.',
    fix: 'Nothing to change.',
  },
  BACKEND_NOT_KNOWN: {
    hop: 'integration',
    means: 'What stands behind the VPC link, or what is sent to it, is not told by the templates.',
    fix: 'Read the template that defines it too, or probe the deployed API.',
  },
  BACKEND_ON_THE_INTERNET: {
    hop: 'integration',
    means: 'The integration calls a URL on the internet, of which no template tells.',
    fix: 'Probe the deployed API, or reach the backend through a VPC link.',
  },
  BACKEND_NO_RULE: {
    hop: 'integration',
    means: 'The load balancer behind the VPC link answers by a rule of its own and asks no backend.',
    fix: 'Add a listener rule for the host and path that the integration sends.',
  },
  BACKEND_UNHEALTHY: {
    hop: 'integration',
    means: 'The load balancer behind the VPC link has no target that would answer.',
    fix: 'Register a target in reach, and mend what its health check finds.',
  },
  BACKEND_FAILED: {
    hop: 'integration',
    means: 'The load balancer behind the VPC link got no valid answer from its target (502, 504).',
    fix: 'See the verdict for the target; its log has the error.',
  },
  BACKEND_UNREACHABLE: {
    hop: 'integration',
    means: 'The load balancer behind the VPC link cannot reach its target through the network.',
    fix: 'Open the target’s security groups, network ACLs and routes to the load balancer.',
  },
  LINK_NETWORK_BLOCKED: {
    hop: 'integration',
    means: 'The network does not let the VPC link reach its load balancer: groups, network ACLs or routes.',
    fix: 'Let the link’s security group out to the load balancer’s port, and in at the load balancer.',
  },
  LINK_NO_LISTENER: {
    hop: 'integration',
    means: 'The load balancer behind the VPC link has no listener on the port of the integration.',
    fix: 'Put the listener’s port into the URI of the integration, or add a listener.',
  },
  LINK_PROTOCOL_MISMATCH: {
    hop: 'integration',
    means: 'The integration speaks plain HTTP to a listener that wants TLS.',
    fix: 'Write an https URI whose host is on the listener’s certificate.',
  },
  LINK_CERTIFICATE_MISMATCH: {
    hop: 'integration',
    means:
      'TLS to the backend fails: its certificate is not for the host of the integration’s URI, or none is served.',
    fix: 'Write a host into the URI (or ServerNameToVerify) that the backend’s certificate is for.',
  },
  LINK_NLB_ENFORCES_RULES: {
    hop: 'integration',
    means:
      'The Network Load Balancer applies its inbound rules to PrivateLink, and none admits the VPC link.',
    fix: 'Set EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic to off.',
  },
  LINK_WITHOUT_TARGET: {
    hop: 'integration',
    means: 'The private integration does not name a load balancer that a link of its version can lead to.',
    fix: 'Name a load balancer or listener as integration target; version 1 takes a Network Load Balancer.',
  },
  LINK_STAGE_IN_PATH: {
    hop: 'integration',
    means: 'A VPC link of version 2 puts the stage before the path that the backend gets.',
    fix: 'Override context.requestOverride.path by a request parameter, or serve the path with the stage.',
  },
} as const satisfies Record<string, Reason>;
