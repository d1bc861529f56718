import type { Reason } from '../hop';

/** What the method's authorizer, IAM and the API key check say. */
export const authorizerReasons = {
  AUTHORIZER_NONE: {
    hop: 'authorizer',
    means: 'The method has no authorizer and needs no API key.',
    fix: 'Nothing to change.',
  },
  AUTHORIZER_ALLOWS: {
    hop: 'authorizer',
    means: 'The authorizer’s policy, together with the resource policy, allows the call.',
    fix: 'Nothing to change.',
  },
  AUTHORIZER_SILENT_POLICY_ALLOWS: {
    hop: 'authorizer',
    means:
      'The authorizer’s policy doesn’t cover the method; the resource policy’s Allow alone lets it pass.',
    fix: 'Return a policy that covers the whole API, or an explicit Deny.',
  },
  AUTHORIZER_KEPT_FOR_ONE_ROUTE: {
    hop: 'authorizer',
    means:
      'The authorizer’s policy covers this call and no other route, and is kept: the next route with the same token meets it.',
    fix: 'Return a policy for the whole API, set the TTL to 0, or add context.path and context.httpMethod to the identity sources.',
  },
  AUTHORIZER_DENIES: {
    hop: 'authorizer',
    means: 'The policy that the authorizer returned denies the call.',
    fix: 'Send a token with the right to this method.',
  },
  AUTHORIZER_DOES_NOT_ALLOW: {
    hop: 'authorizer',
    means: 'The policy that the authorizer returned doesn’t cover the method; a cached one may be another’s.',
    fix: 'Return an ARN of the whole API, set the TTL to 0, or add the path to the cache key.',
  },
  METHOD_ARN_TOO_LONG: {
    hop: 'authorizer',
    means: 'The ARN of the method with its actual path is longer than authorizers are given.',
    fix: 'Shorten the path: the ARN may have 1600 bytes.',
  },
  IDENTITY_SOURCE_MISSING: {
    hop: 'authorizer',
    means: 'An identity source of the authorizer is missing or empty: the function is not called.',
    fix: 'Send every identity source, or with a REQUEST authorizer set the TTL to 0.',
  },
  TOKEN_NOT_VALID: {
    hop: 'authorizer',
    means: 'The token does not match the authorizer’s validation expression: the function is not called.',
    fix: 'Send a token of that form, or correct the expression.',
  },
  TOKEN_EXPRESSION_NOT_KNOWN: {
    hop: 'authorizer',
    means: 'Whether the token matches the validation expression can’t be told on paper.',
    fix: 'Anchor the expression with ^ and $ and keep to plain regular expressions.',
  },
  AUTHORIZER_REJECTS: {
    hop: 'authorizer',
    means: 'The authorizer function failed with the text “Unauthorized”: the token was not accepted.',
    fix: 'Send a valid token.',
  },
  AUTHORIZER_FAILED: {
    hop: 'authorizer',
    means: 'The authorizer function failed.',
    fix: 'Mend the function; its log says why it failed.',
  },
  AUTHORIZER_RESULT_INVALID: {
    hop: 'authorizer',
    means: 'The authorizer’s answer is not principalId, policyDocument and a context of scalars.',
    fix: 'Return that shape; context values must be strings, numbers or booleans.',
  },
  AUTHORIZER_TIMED_OUT: {
    hop: 'authorizer',
    means: 'The authorizer function did not answer in time.',
    fix: 'Make the function faster; fetch keys once, outside the handler.',
  },
  AUTHORIZER_NOT_RUN: {
    hop: 'authorizer',
    means: 'The authorizer function was not run here, so that its answer is not known.',
    fix: 'Run the trace with the functions, or against the twin.',
  },
  AUTHORIZER_NOT_KNOWN: {
    hop: 'authorizer',
    means: 'The authorizer, its function or a value it needs could not be resolved.',
    fix: 'Give the value as a literal, or read the template that defines it too.',
  },
  AUTHORIZER_PERMISSION_MISSING: {
    hop: 'authorizer',
    means: 'API Gateway may not invoke the authorizer function.',
    fix: 'Allow apigateway.amazonaws.com with the source ARN {api}/authorizers/{id} on the function.',
  },
  COGNITO_NOT_MODELLED: {
    hop: 'authorizer',
    means: 'Tokens of a Cognito user pool can’t be checked on paper.',
    fix: 'Probe the deployed API with a real token.',
  },
  SOCKET_AUTHORIZER_NOT_MODELLED: {
    hop: 'authorizer',
    means: 'A Lambda authorizer on $connect of a WebSocket API is not evaluated.',
    fix: 'Probe the deployed API with a real token.',
  },
  IAM_SIGNATURE_MISSING: {
    hop: 'authorizer',
    means: 'The method wants a SigV4-signed request, and this one is not signed.',
    fix: 'Sign the request for the service execute-api.',
  },
  IAM_ALLOWS: {
    hop: 'authorizer',
    means: 'The caller’s identity policies and the resource policy together allow the call.',
    fix: 'Nothing to change.',
  },
  IAM_CALLER_NOT_ALLOWED: {
    hop: 'authorizer',
    means: 'The signed caller’s own policies do not allow the method, and nothing else is enough.',
    fix: 'Allow execute-api:Invoke on the method in the caller’s identity policy.',
  },
  IAM_CALLER_DENIED: {
    hop: 'authorizer',
    means: 'A Deny of the signed caller’s own policies covers the method.',
    fix: 'Take the method out of that statement.',
  },
  IAM_POLICIES_NOT_KNOWN: {
    hop: 'authorizer',
    means: 'The caller’s identity policies are in no template, and could still allow or deny.',
    fix: 'Say under callers, by mayInvoke, what the caller’s own policies allow.',
  },
  IAM_SIGNATURE_INCOMPLETE: {
    hop: 'authorizer',
    means: 'The Authorization header or the query has not all parts of a SigV4 signature.',
    fix: 'Let an SDK, curl --aws-sigv4 or the probe sign the request.',
  },
  IAM_KEY_UNKNOWN: {
    hop: 'authorizer',
    means: 'The access key is not known, or its session token is missing or another’s.',
    fix: 'Use credentials that exist, and send the session token of temporary ones.',
  },
  IAM_TOKEN_EXPIRED: {
    hop: 'authorizer',
    means: 'The session token of temporary credentials is expired.',
    fix: 'Get new credentials.',
  },
  IAM_SIGNATURE_EXPIRED: {
    hop: 'authorizer',
    means: 'The request was signed more than five minutes ago, or in the future.',
    fix: 'Set the caller’s clock, and sign each request when it is sent.',
  },
  IAM_SIGNATURE_SCOPE: {
    hop: 'authorizer',
    means: 'The request was signed for another service, region or day.',
    fix: 'Sign for the service execute-api in the API’s region.',
  },
  IAM_SIGNATURE_WRONG: {
    hop: 'authorizer',
    means: 'The signature is not that of the request as it arrived.',
    fix: 'Sign with the right secret, and exactly the host, path, query and body that are sent.',
  },
  IAM_NOT_CHECKED: {
    hop: 'authorizer',
    means: 'Whose signature it is can’t be told from headers on paper.',
    fix: 'Name the caller (identity) instead of sending the headers, or call the twin or the deployed API.',
  },
  API_KEY_MISSING: {
    hop: 'authorizer',
    means: 'The method wants an API key, and the request carries none.',
    fix: 'Send x-api-key with a key of a usage plan for this stage.',
  },
  API_KEY_NOT_CHECKED: {
    hop: 'authorizer',
    means: 'The method wants an API key; whose value it is that was sent is in no template.',
    fix: 'Name the key (apiKey) instead of sending a value, or call the twin or the deployed API.',
  },
  API_KEY_UNKNOWN: {
    hop: 'authorizer',
    means: 'The value that was sent is of no API key.',
    fix: 'Send the value of a key of a usage plan for this stage.',
  },
  API_KEY_DISABLED: {
    hop: 'authorizer',
    means: 'The API key is disabled.',
    fix: 'Enable the key, or send another.',
  },
  API_KEY_NOT_IN_PLAN: {
    hop: 'authorizer',
    means: 'The API key is in no usage plan of this stage.',
    fix: 'Add the key, and the API’s stage, to one usage plan.',
  },
  API_KEY_ALLOWS: {
    hop: 'authorizer',
    means: 'The API key is one of a usage plan of this stage, and within its limits.',
    fix: 'Nothing to change.',
  },
  USAGE_PLAN_NOT_KNOWN: {
    hop: 'authorizer',
    means: 'A usage plan, its keys or its limits could not be resolved.',
    fix: 'Give the value as a literal, or read the template that defines it too.',
  },
  THROTTLED: {
    hop: 'authorizer',
    means: 'A rate limit of the usage plan, the method, the stage or the account is reached.',
    fix: 'Back off and try again; raise the limit that is reached.',
  },
  QUOTA_EXCEEDED: {
    hop: 'authorizer',
    means: 'The usage plan’s quota is used up.',
    fix: 'Wait for the next period, or raise the quota of the usage plan.',
  },
  HTTP_AUTHORIZER_NOT_MODELLED: {
    hop: 'authorizer',
    means: 'The JWT or Lambda authorizer of an HTTP API is not evaluated.',
    fix: 'Probe the deployed API.',
  },
} as const satisfies Record<string, Reason>;
