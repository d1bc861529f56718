import type { Reason } from '../path/hop';
import { type ReasonCode, reasons } from '../path/reasons';
import { probeReasons } from '../probe/reasons';
import { certificateReasons } from './reasons/certificate';
import { dnsReasons } from './reasons/dns';
import { endpointReasons } from './reasons/endpoint';
import { gatewayReasons } from './reasons/gateway';
import { loadBalancerReasons } from './reasons/load-balancer';
import { quotaReasons } from './reasons/quotas';

/** Codes that any check may give; the finding names the hop. */
const anyCheck = {
  AS_IT_MUST_BE: {
    hop: 'network',
    means: 'What was read from AWS is as hybrid.yaml and the chain need it.',
    fix: 'Nothing to change.',
  },
  CHECK_DOES_NOT_APPLY: {
    hop: 'network',
    means: 'The environment has nothing that this check is about.',
    fix: 'Nothing to change.',
  },
  READ_DENIED: {
    hop: 'network',
    means: 'IAM does not let the caller make a call that the check needs, so that nothing is known of it.',
    fix: 'Give the caller the policy that doctor --policy prints.',
  },
  READ_FAILED: {
    hop: 'network',
    means: 'AWS did not answer a call that the check needs, also after retries.',
    fix: 'Run it again; --verbose shows each call and its error.',
  },
  READ_TIMED_OUT: {
    hop: 'network',
    means: 'The time for the whole run was over before AWS answered.',
    fix: 'Give more time by --deadline, or ask for less by --only.',
  },
  OTHER_ACCOUNT_NOT_READ: {
    hop: 'network',
    means: 'What the check is about is in an account other than the caller’s.',
    fix: 'Run doctor with credentials of that account too.',
  },
  STACK_MISSING: {
    hop: 'network',
    means: 'A stack of the environment is not deployed in this account and region.',
    fix: 'Deploy it (npx cdk deploy), or check account, region and name.',
  },
  STACK_NOT_SETTLED: {
    hop: 'network',
    means: 'The last operation of a stack failed or is still going on.',
    fix: 'Read the events of the stack; wait, or deploy again.',
  },
  RESOURCE_MISSING: {
    hop: 'network',
    means: 'A resource of a stack or of hybrid.yaml is not there any more: it was deleted by hand.',
    fix: 'Deploy the stack again, or correct the id in hybrid.yaml.',
  },
} as const satisfies Record<string, Reason>;

const registry = {
  ...anyCheck,
  ...dnsReasons,
  ...endpointReasons,
  ...gatewayReasons,
  ...certificateReasons,
  ...loadBalancerReasons,
  ...quotaReasons,
};

export type DoctorReasonCode = keyof typeof registry;

/** Every code that the doctor gives beside those of traces; docs/errors.md lists the same. */
export const doctorReasons: Readonly<Record<DoctorReasonCode, Reason>> = registry;

/** As a probe says it of the certificate that it is presented with. */
const asProbed = { CERTIFICATE_EXPIRED: probeReasons.CERTIFICATE_EXPIRED };

/** A code of a finding: a trace's or the probe's where the meaning is the same. */
export type FindingCode = ReasonCode | DoctorReasonCode | keyof typeof asProbed;

export function reasonOf(code: FindingCode): Reason {
  return { ...reasons, ...asProbed, ...doctorReasons }[code];
}
