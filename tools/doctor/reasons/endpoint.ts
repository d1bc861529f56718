import type { Reason } from '../../path/hop';

/** Of the execute-api interface endpoint. */
export const endpointReasons = {
  ENDPOINT_NOT_AVAILABLE: {
    hop: 'endpoint',
    means:
      'The execute-api interface endpoint is there and is not available: pending, rejected, failed or being deleted.',
    fix: 'Wait while it is pending; otherwise deploy the front door again.',
  },
  ENDPOINT_ZONE_MISSING: {
    hop: 'endpoint',
    means: 'The endpoint has no interface in a zone of hybrid.yaml: that zone’s callers have no target.',
    fix: 'Add a subnet of the zone to the endpoint, or deploy the front door again.',
  },
  ENDPOINT_ADMITS_OTHERS: {
    hop: 'endpoint',
    means: 'The endpoint’s security group admits more than the load balancer: callers can go round it.',
    fix: 'Take the other rules away; deploying the front door again does not remove rules made by hand.',
  },
  ENDPOINT_POLICY_OPEN: {
    hop: 'policy',
    means:
      'The endpoint policy allows everything to everybody: APIs of other accounts can be called through it.',
    fix: 'Limit it to the APIs of this account, as the front door’s template does.',
  },
} as const satisfies Record<string, Reason>;
