import type { Reason } from '../hop';

/** Why API Gateway finds a method for a request, or doesn't. */
export const gatewayReasons = {
  METHOD_FOUND: {
    hop: 'gateway',
    means: 'Host, base path, stage, path and method lead to one method of one API.',
    fix: 'Nothing to change.',
  },
  STAGE_STALE: {
    hop: 'gateway',
    means: 'The stage serves an older deployment: changes of the API made since have no effect yet.',
    fix: 'Deploy the API again: make the deployment’s logical id depend on what it deploys.',
  },
  UNKNOWN_HOST: {
    hop: 'gateway',
    means: 'The Host header names neither an API nor a custom domain, and x-apigw-api-id is absent.',
    fix: 'Call by the custom domain, by {api}.execute-api.{region}.amazonaws.com, or send x-apigw-api-id.',
  },
  UNKNOWN_API: {
    hop: 'gateway',
    means: 'The host or x-apigw-api-id names an API id that the templates don’t have.',
    fix: 'Use the id of an API of this account and region, or read the template that defines it too.',
  },
  HOST_AND_HEADER_DISAGREE: {
    hop: 'gateway',
    means: 'Host and x-apigw-api-id name different APIs; which wins is not documented (aws-facts §14.11).',
    fix: 'Send one of the two, or the same API in both.',
  },
  ALIAS_NOT_ASSOCIATED: {
    hop: 'gateway',
    means: 'The {api}-{vpce} name is of an endpoint that the deployed API is not associated with.',
    fix: 'Add the endpoint to the API’s VpcEndpointIds and deploy again, or call by another name.',
  },
  ASSOCIATION_NOT_DEPLOYED: {
    hop: 'gateway',
    means: 'The endpoint is associated with the API, but the stage serves a deployment made before that.',
    fix: 'Deploy the API again, then wait some minutes for its DNS name.',
  },
  DEFAULT_ENDPOINT_DISABLED: {
    hop: 'gateway',
    means: 'The API’s default execute-api name is switched off.',
    fix: 'Call by the custom domain, or set DisableExecuteApiEndpoint to false and deploy again.',
  },
  PRIVATE_API_FROM_PUBLIC: {
    hop: 'gateway',
    means: 'A private API was called at API Gateway’s public front.',
    fix: 'Resolve the name to the load balancer or to the execute-api endpoint of the VPC.',
  },
  PUBLIC_API_THROUGH_ENDPOINT: {
    hop: 'gateway',
    means: 'A regional or edge API was called through a VPC endpoint, which serves private APIs only.',
    fix: 'Use a custom domain for the public API, or switch the endpoint’s private DNS off.',
  },
  DOMAIN_NOT_ASSOCIATED: {
    hop: 'gateway',
    means: 'The host is a private custom domain that the endpoint has no access association with.',
    fix: 'Create a DomainNameAccessAssociation of the domain and this endpoint; it takes some 15 minutes.',
  },
  DOMAIN_OF_WRONG_TYPE: {
    hop: 'gateway',
    means:
      'A private custom domain is declared as AWS::ApiGateway::DomainName, which no deployment can create ("RegionalCertificateArn is not supported for PRIVATE").',
    fix: 'Declare it as AWS::ApiGateway::DomainNameV2, with an access association and a policy.',
  },
  DOMAIN_NOT_SHARED: {
    hop: 'gateway',
    means:
      'The endpoint’s account associates a private custom domain of another account, and no template shows a share; AWS refuses that unless the domain’s management policy was set by hand.',
    fix: 'Share the domain with the endpoint’s account (AWS::RAM::ResourceShare), and have it accepted within 12 hours outside the organisation.',
  },
  DOMAIN_NAME_AMBIGUOUS: {
    hop: 'gateway',
    means: 'Two private custom domains of one name are associated with one endpoint (aws-facts §3.1).',
    fix: 'Associate each with an endpoint of its own.',
  },
  DOMAIN_SETTING_NOT_KNOWN: {
    hop: 'gateway',
    means: 'An association or the access mode of the custom domain could not be resolved.',
    fix: 'Give the value as a literal, or read the template that defines it too.',
  },
  ACCESS_MODE_STRICT: {
    hop: 'gateway',
    means:
      'The custom domain is STRICT: it wants a call of its own endpoint type, and the same name as SNI and Host.',
    fix: 'Send the host as server name too, or set EndpointAccessMode to BASIC.',
  },
  ENDPOINT_SERVES_BOTH_KINDS: {
    hop: 'gateway',
    means:
      'One endpoint serves public and private custom domains; AWS advises against it and does not say what breaks (aws-facts §3.1, §14.6).',
    fix: 'Give the private custom domains an endpoint of their own.',
  },
  PRIVATE_DOMAIN_WITHOUT_SNI: {
    hop: 'gateway',
    means:
      'A load balancer’s own TLS session, without server name, reaches a private custom domain; AWS has no such pattern (aws-facts §14.3).',
    fix: 'Pass TLS through (a TCP listener), or lead the name straight to the endpoint.',
  },
  ROUTING_RULE_NOT_KNOWN: {
    hop: 'gateway',
    means:
      'Whether a routing rule of the custom domain fits could not be resolved, or is not documented (aws-facts §3.3).',
    fix: 'Give the rule’s values as literals, and let base paths end with a segment.',
  },
  NO_MAPPING_MATCHES: {
    hop: 'gateway',
    means: 'The custom domain exists, but none of its base path mappings covers the path.',
    fix: 'Add a mapping for the first path segment, or one with an empty base path.',
  },
  MAPPING_NOT_KNOWN: {
    hop: 'gateway',
    means: 'The API or the stage of the base path mapping could not be resolved.',
    fix: 'Give the value as a literal, or read the template that defines it too.',
  },
  MULTI_LEVEL_THROUGH_ENDPOINT: {
    hop: 'gateway',
    means:
      'Multi-level mappings are reported not to work through a VPC endpoint (aws-facts §3.2, secondary).',
    fix: 'Use a base path of one segment.',
  },
  RESERVED_PATH: {
    hop: 'gateway',
    means: '/ping and /sping at the root of a custom domain are the service’s own health check.',
    fix: 'Give the resource another name.',
  },
  STAGE_NOT_FOUND: {
    hop: 'gateway',
    means: 'The first path segment is not the name of a stage of the API, or there is none.',
    fix: 'Start the path with the stage, or call by a custom domain whose mapping chooses it.',
  },
  PATH_NOT_FOUND: {
    hop: 'gateway',
    means: 'The deployed API has no resource for the path.',
    fix: 'Correct the path, or add the resource and deploy again.',
  },
  METHOD_NOT_FOUND: {
    hop: 'gateway',
    means: 'The resource exists in the deployed API, but not with this HTTP method.',
    fix: 'Correct the method, or add it to the resource and deploy again.',
  },
  METHOD_NOT_DEPLOYED: {
    hop: 'gateway',
    means: 'The template has the method, but the stage serves a deployment made before it was added.',
    fix: 'Deploy the API again.',
  },
  HEADERS_TOO_LARGE: {
    hop: 'gateway',
    means: 'All request headers together are larger than API Gateway accepts.',
    fix: 'Send smaller headers: 8000 bytes for a private API, 10240 for another.',
  },
  URL_TOO_LONG: {
    hop: 'gateway',
    means: 'The URL is longer than API Gateway accepts.',
    fix: 'Shorten it: 8192 characters for a private API, 10240 for another.',
  },
  SOCKET_ROUTE_FOUND: {
    hop: 'gateway',
    means: 'The handshake, or the message, leads to a route of a WebSocket API.',
    fix: 'Nothing to change.',
  },
  SOCKET_UPGRADE_MISSING: {
    hop: 'gateway',
    means: 'A plain request reached a WebSocket API; what API Gateway answers is not documented.',
    fix: 'Call it by wss://, with a client that speaks WebSocket.',
  },
  SOCKET_ROUTE_NOT_FOUND: {
    hop: 'gateway',
    means: 'The message chooses no route of the WebSocket API, and there is no $default route.',
    fix: 'Send a message whose selected member is the key of a route, or add a $default route and deploy.',
  },
  SOCKET_ROUTE_NOT_KNOWN: {
    hop: 'gateway',
    means: 'Which route a message takes can’t be told: the selection expression is not evaluated here.',
    fix: 'Use $request.body followed by names and list positions, such as $request.body.action.',
  },
  SOCKET_MESSAGE_TOO_LARGE: {
    hop: 'gateway',
    means: 'The message is larger than a WebSocket API takes: 32 KB a frame, 128 KB a message.',
    fix: 'Split messages into frames of 32 KB at most, and send no more than 128 KB in one.',
  },
  REQUEST_TOO_LARGE: {
    hop: 'gateway',
    means: 'The request body is larger than 10 MB, which no quota raises.',
    fix: 'Upload large objects by another way, such as a presigned URL.',
  },
  HTTP_ROUTE_FOUND: {
    hop: 'gateway',
    means: 'The host names an HTTP API, which is public, and one of its routes is for the path and method.',
    fix: 'Nothing to change, if the internet is meant to reach it.',
  },
  HTTP_ROUTE_NOT_FOUND: {
    hop: 'gateway',
    means: 'The HTTP API has no route for the path and method, and no $default route: 404.',
    fix: 'Add the route, or call one that exists; a slash at the end makes another path.',
  },
  HTTP_STAGE_NOT_DEPLOYED: {
    hop: 'gateway',
    means: 'The stage of the HTTP API has neither a deployment nor automatic deployment: 404.',
    fix: 'Set AutoDeploy on the stage, or give it a deployment.',
  },
  HTTP_API_NOT_KNOWN: {
    hop: 'gateway',
    means: 'Routes or settings of the HTTP API could not be read from the templates.',
    fix: 'Declare the routes as resources, and give values as literals.',
  },
  HTTP_PREFLIGHT_ANSWERED: {
    hop: 'gateway',
    means: 'The CORS configuration of the HTTP API answers the preflight without an integration.',
    fix: 'Nothing to change.',
  },
} as const satisfies Record<string, Reason>;
