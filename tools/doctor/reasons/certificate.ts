import type { Reason } from '../../path/hop';

/** Of certificates in ACM. */
export const certificateReasons = {
  CERTIFICATE_NOT_ISSUED: {
    hop: 'load-balancer',
    means: 'The certificate is pending, failed, revoked, or not there: nothing can present it.',
    fix: 'Validate it, or import another one, and name that in hybrid.yaml.',
  },
} as const satisfies Record<string, Reason>;
