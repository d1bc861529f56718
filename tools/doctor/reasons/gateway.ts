import type { Reason } from '../../path/hop';

/** Of APIs, stages, policies and custom domains. */
export const gatewayReasons = {
  API_NOT_PRIVATE: {
    hop: 'gateway',
    means: 'A REST API of the environment is not of the type PRIVATE: the internet may reach it.',
    fix: 'Deploy its stack again; the type was changed by hand.',
  },
  DEFAULT_ENDPOINT_ON: {
    hop: 'gateway',
    means: 'The execute-api name of an API answers besides its custom name.',
    fix: 'Set disableExecuteApiEndpoint and deploy the API: aws-facts §1.5.',
  },
  POLICY_DEPLOYMENT_NOT_KNOWN: {
    hop: 'policy',
    means:
      'What the stage serves could not be exported, so that nobody knows whether its last policy is deployed.',
    fix: 'Allow apigateway:GET on the stage’s export; else deploy the API again, which does no harm.',
  },
  DOMAIN_NOT_AVAILABLE: {
    hop: 'gateway',
    means: 'The custom domain is there and is not available yet, or waits for a proof of ownership.',
    fix: 'Wait (up to 15 minutes: aws-facts §3.1), or read its status message.',
  },
  DOMAIN_CERTIFICATE_DIFFERS: {
    hop: 'gateway',
    means: 'The custom domain presents another certificate than that of hybrid.yaml.',
    fix: 'Deploy the stack of the host again, or correct certificate.arn.',
  },
  DOMAIN_TLS_OLD: {
    hop: 'gateway',
    means: 'The custom domain accepts TLS 1.0.',
    fix: 'Set its security policy to TLS_1_2.',
  },
  MAPPING_LEADS_ELSEWHERE: {
    hop: 'gateway',
    means: 'A base path of the custom domain leads to another API or stage than hybrid.yaml says.',
    fix: 'Deploy the stack of the host again; the mapping was changed by hand.',
  },
} as const satisfies Record<string, Reason>;
