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
  IAM_NOT_CHECKED: {
    hop: 'authorizer',
    means: 'A signature, and the identity behind it, can’t be checked on paper.',
    fix: 'Probe the deployed API with real credentials.',
  },
  API_KEY_MISSING: {
    hop: 'authorizer',
    means: 'The method wants an API key, and the request carries none.',
    fix: 'Send x-api-key with a key of a usage plan for this stage.',
  },
  API_KEY_NOT_CHECKED: {
    hop: 'authorizer',
    means: 'The method wants an API key; whether the one sent is valid is not evaluated.',
    fix: 'Probe the deployed API with a real key.',
  },
  HTTP_AUTHORIZER_NOT_MODELLED: {
    hop: 'authorizer',
    means: 'The JWT or Lambda authorizer of an HTTP API is not evaluated.',
    fix: 'Probe the deployed API.',
  },
} as const satisfies Record<string, Reason>;
