import type { Reason } from '../../path/hop';

/** Of the load balancer, its listener and its targets. */
export const loadBalancerReasons = {
  LOAD_BALANCER_NOT_ACTIVE: {
    hop: 'load-balancer',
    means: 'The load balancer is not there, not set up yet, or cannot serve for want of addresses.',
    fix: 'Wait where it is being provisioned; otherwise give its subnets free addresses, or deploy it again.',
  },
  LOAD_BALANCER_NOT_AS_CONFIGURED: {
    hop: 'load-balancer',
    means: 'The load balancer faces the internet, or lacks a zone that hybrid.yaml has.',
    fix: 'Deploy the front door again; a load balancer keeps its scheme for life and is made anew.',
  },
  CROSS_ZONE_DIFFERS: {
    hop: 'load-balancer',
    means: 'Cross-zone load balancing is not as hybrid.yaml says: somebody switched it by hand.',
    fix: 'Deploy the front door again, or change loadBalancer.crossZone.',
  },
  LISTENER_CERTIFICATE_DIFFERS: {
    hop: 'load-balancer',
    means: 'The listener presents another certificate than the one of hybrid.yaml.',
    fix: 'Deploy the front door again, or correct certificate in hybrid.yaml.',
  },
  TLS_POLICY_DIFFERS: {
    hop: 'load-balancer',
    means: 'The listener’s security policy is not the one of hybrid.yaml: it was changed by hand.',
    fix: 'Deploy the front door again, or change loadBalancer.tlsPolicy.',
  },
  TARGETS_NOT_THE_ENDPOINTS: {
    hop: 'load-balancer',
    means:
      'The registered targets are not the addresses of the endpoint: one is missing, or stands for nobody.',
    fix: 'See the log of the endpoint-targets function; it compares them every few minutes.',
  },
} as const satisfies Record<string, Reason>;
