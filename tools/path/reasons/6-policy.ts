import type { Reason } from '../hop';

/** What the endpoint policy and the API's resource policy say. */
export const policyReasons = {
  POLICY_ALLOWS: {
    hop: 'policy',
    means: 'The policies of the endpoint, of a private custom domain and of the API allow the call.',
    fix: 'Nothing to change.',
  },
  POLICY_NOT_REQUIRED: {
    hop: 'policy',
    means: 'A regional or edge API without a resource policy, called without an endpoint: nothing to check.',
    fix: 'Nothing to change.',
  },
  POLICY_SILENT: {
    hop: 'policy',
    means: 'The resource policy neither allows nor denies, so that the authorizer decides alone.',
    fix: 'Deny explicitly what must not pass whatever the authorizer says.',
  },
  POLICY_WITHOUT_DENY: {
    hop: 'policy',
    means: 'The resource policy allows, but does not deny calls through other endpoints.',
    fix: 'Add a Deny with StringNotEquals on aws:SourceVpce beside the Allow.',
  },
  POLICY_SEES_LOAD_BALANCER: {
    hop: 'policy',
    means:
      'The policy looks at the caller’s address, but behind a load balancer that is the load balancer’s.',
    fix: 'Filter client addresses in the load balancer’s security group; use aws:SourceVpce in the policy.',
  },
  POLICY_USES_SOURCE_IP: {
    hop: 'policy',
    means: 'The policy uses aws:SourceIp, which calls of a private API do not carry.',
    fix: 'Use aws:SourceVpce, aws:SourceVpc or aws:VpcSourceIp.',
  },
  POLICY_CHANGE_PENDING: {
    hop: 'policy',
    means:
      'The call passes by the deployed policy only: the one in the template will refuse it once deployed.',
    fix: 'Check that the new policy is what you want before the next deployment.',
  },
  ENDPOINT_POLICY_DENIES: {
    hop: 'policy',
    means: 'A Deny statement of the endpoint policy covers the call.',
    fix: 'Take the API out of that statement of the VPC endpoint’s policy.',
  },
  ENDPOINT_POLICY_DOES_NOT_ALLOW: {
    hop: 'policy',
    means: 'No statement of the endpoint policy allows the call.',
    fix: 'Allow execute-api:Invoke on the API’s ARN in the VPC endpoint’s policy.',
  },
  DOMAIN_POLICY_DENIES: {
    hop: 'policy',
    means: 'A Deny statement of the private custom domain’s policy covers the call.',
    fix: 'Name this endpoint (aws:SourceVpce) in the statement of the domain’s policy.',
  },
  DOMAIN_POLICY_DOES_NOT_ALLOW: {
    hop: 'policy',
    means: 'No statement of the private custom domain’s policy allows the call.',
    fix: 'Allow execute-api:Invoke on execute-api:/* for this endpoint in the domain’s policy.',
  },
  DOMAIN_POLICY_MISSING: {
    hop: 'policy',
    means: 'A private custom domain has no policy; what API Gateway makes of that is not documented.',
    fix: 'Give the domain a policy that allows its endpoints.',
  },
  POLICY_MISSING: {
    hop: 'policy',
    means: 'A private API has no resource policy: nobody is allowed, and its deployment fails.',
    fix: 'Add a resource policy that allows the endpoint, and deploy.',
  },
  POLICY_DENIES_ENDPOINT: {
    hop: 'policy',
    means: 'A Deny statement of the resource policy covers calls that come through this endpoint or VPC.',
    fix: 'Name this endpoint (aws:SourceVpce) or VPC in the statement, and deploy again.',
  },
  POLICY_DENIES: {
    hop: 'policy',
    means: 'A Deny statement of the resource policy covers the call.',
    fix: 'Narrow the statement, and deploy again.',
  },
  POLICY_DOES_NOT_ALLOW: {
    hop: 'policy',
    means: 'No statement of the resource policy allows the call.',
    fix: 'Add an Allow for execute-api:Invoke on this method, and deploy again.',
  },
  POLICY_OTHER_ACCOUNT: {
    hop: 'policy',
    means: 'The caller is of another account, and the resource policy does not allow it: both accounts must.',
    fix: 'Allow the caller’s role or account in the resource policy, and deploy again.',
  },
  POLICY_NAMES_PRINCIPALS: {
    hop: 'policy',
    means: 'The resource policy allows IAM principals, but the method does not ask callers to sign.',
    fix: 'Set the method’s authorization to AWS_IAM, or the statement’s principal to *.',
  },
  POLICY_NOT_DEPLOYED: {
    hop: 'policy',
    means:
      'The template’s policy would let the call pass, but the stage serves a deployment with an older one.',
    fix: 'Deploy the API again: make the deployment’s logical id depend on the policy.',
  },
  POLICY_NOT_KNOWN: {
    hop: 'policy',
    means: 'A value that decides the policy could not be resolved.',
    fix: 'Give the value as a literal, or read the template that defines it too.',
  },
  POLICY_LEFT_TO_SIGNATURE: {
    hop: 'policy',
    means: 'The method wants a signed request: an unsigned one is refused before the policy is combined.',
    fix: 'Sign the request with SigV4.',
  },
  HTTP_API_HAS_NO_POLICY: {
    hop: 'policy',
    means: 'HTTP APIs have no resource policy and no endpoint: every network reaches them.',
    fix: 'Keep authorization on its routes, or use a private REST API.',
  },
} as const satisfies Record<string, Reason>;
