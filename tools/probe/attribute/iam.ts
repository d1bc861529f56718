import { denied, error, says } from './gateway-errors';
import type { Rule } from './rule';

/** Answers to a signature that does not hold: by error type, and by AWS's words where they tell more. */
export const signatureRules: readonly Rule[] = [
  {
    when: error((_, type) => type.startsWith('ExpiredToken')),
    outcome: 'stop',
    code: 'IAM_TOKEN_EXPIRED',
    because: says,
    confidence: 'high',
  },
  {
    when: error((_, type) => type.startsWith('UnrecognizedClient')),
    outcome: 'stop',
    code: 'IAM_KEY_UNKNOWN',
    because: says,
    confidence: 'high',
  },
  {
    when: error((_, type) => /^(IncompleteSignature|MissingAuthenticationTokenParameter)/.test(type)),
    outcome: 'stop',
    code: 'IAM_SIGNATURE_INCOMPLETE',
    because: says,
    confidence: 'high',
  },
  {
    when: error(
      ({ body }, type) =>
        /^(InvalidSignature|SignatureDoesNotMatch)/.test(type) &&
        /signature (expired|not yet current)/i.test(body),
    ),
    outcome: 'stop',
    code: 'IAM_SIGNATURE_EXPIRED',
    because: says,
    confidence: 'high',
  },
  {
    when: error(
      ({ body }, type) =>
        /^(InvalidSignature|SignatureDoesNotMatch)/.test(type) && /credential (should be )?scope/i.test(body),
    ),
    outcome: 'stop',
    code: 'IAM_SIGNATURE_SCOPE',
    because: says,
    confidence: 'high',
  },
  {
    when: error((_, type) => /^(InvalidSignature|SignatureDoesNotMatch)/.test(type)),
    outcome: 'stop',
    code: 'IAM_SIGNATURE_WRONG',
    because: says,
    confidence: 'high',
  },
];

const refused = (ending: string) =>
  denied(new RegExp(`User: \\S+ is not authorized to perform.*${ending}`, 'i'));

/** Refusals of somebody who signed, and is known by ARN. */
export const signerRules: readonly Rule[] = [
  {
    when: refused('explicit deny in an identity-based policy'),
    outcome: 'stop',
    code: 'IAM_CALLER_DENIED',
    because: (seen) => `the caller’s own policies deny: ${says(seen)}`,
    confidence: 'high',
  },
  {
    when: refused('explicit deny'),
    outcome: 'stop',
    code: 'POLICY_DENIES_ENDPOINT',
    because: (seen) =>
      `a Deny of the resource policy, the endpoint’s or the caller’s own holds: ${says(seen)}`,
    confidence: 'medium',
    candidates: ['POLICY_DENIES', 'IAM_CALLER_DENIED', 'ENDPOINT_POLICY_DENIES', 'POLICY_NOT_DEPLOYED'],
  },
  {
    when: refused('no identity-based policy'),
    outcome: 'stop',
    code: 'IAM_CALLER_NOT_ALLOWED',
    because: says,
    confidence: 'high',
  },
  {
    when: refused('no resource-based policy'),
    outcome: 'stop',
    code: 'POLICY_OTHER_ACCOUNT',
    because: (seen) => `the resource policy does not allow the caller: ${says(seen)}`,
    confidence: 'medium',
    candidates: ['POLICY_DOES_NOT_ALLOW', 'POLICY_MISSING', 'POLICY_NOT_DEPLOYED', 'IAM_CALLER_NOT_ALLOWED'],
  },
  {
    when: denied(/User: \S+ is not authorized to perform/i),
    outcome: 'stop',
    code: 'IAM_CALLER_NOT_ALLOWED',
    because: says,
    confidence: 'medium',
    candidates: [
      'POLICY_OTHER_ACCOUNT',
      'ENDPOINT_POLICY_DOES_NOT_ALLOW',
      'POLICY_DENIES',
      'POLICY_DOES_NOT_ALLOW',
      'IAM_POLICIES_NOT_KNOWN',
    ],
  },
];
