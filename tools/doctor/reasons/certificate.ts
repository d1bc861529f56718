import type { Reason } from '../../path/hop';

/** Of certificates in ACM. */
export const certificateReasons = {
  CERTIFICATE_NOT_ISSUED: {
    hop: 'load-balancer',
    means: 'The certificate is pending, failed, revoked, or not there: nothing can present it.',
    fix: 'Validate it, or import another one, and name that in hybrid.yaml.',
  },
  CERTIFICATE_ELSEWHERE: {
    hop: 'load-balancer',
    means: 'The certificate is of another account: load balancer and custom domains take none of others.',
    fix: 'Import or request it in the account of the environment, and name that in hybrid.yaml.',
  },
  CERTIFICATE_ENDS_SOON: {
    hop: 'load-balancer',
    means: 'The certificate ends within a month, and ACM has not renewed it, or never does.',
    fix: 'Import the next one into the same ARN; of one that ACM issued mend what keeps the renewal back.',
  },
  CERTIFICATE_KEY_NOT_TAKEN: {
    hop: 'load-balancer',
    means: 'The load balancer or the custom domain does not take keys of this kind (aws-facts §3.1, §4.1).',
    fix: 'Use a certificate with an RSA key of 2048 bits, or an EC key on P-256 or P-384.',
  },
  CERTIFICATE_NOT_RENEWED: {
    hop: 'load-balancer',
    means: 'ACM issued the certificate and does not renew it, or could not.',
    fix: 'Let something use it and keep its validation records in public DNS; then renewal happens by itself.',
  },
  CERTIFICATE_NOT_IN_USE: {
    hop: 'load-balancer',
    means: 'ACM knows of nothing that presents the certificate; it renews only what is in use.',
    fix: 'Deploy the front door with it, or correct certificate in hybrid.yaml.',
  },
  VALIDATION_RECORD_MISSING: {
    hop: 'load-balancer',
    means:
      'A CNAME by which ACM validates the certificate is gone from its public zone: the renewal will fail.',
    fix: 'Put the record back, with the value that the finding shows.',
  },
  VALIDATION_ZONE_NOT_KNOWN: {
    hop: 'load-balancer',
    means: 'The public zone of a validation record is not in this account.',
    fix: 'Look the record up with dig, or run the doctor in the account of the zone.',
  },
} as const satisfies Record<string, Reason>;
