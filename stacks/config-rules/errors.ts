/** Errors of hybrid.yaml: code → what it means and the general fix. docs/errors.md is made of it. */
export const configErrors = {
  CFG_FILE: {
    means: 'hybrid.yaml, or a file that it names, is not there, can not be read, or is of another kind.',
    fix: 'Create the file, or correct the path; paths are relative to the folder of hybrid.yaml.',
  },
  CFG_SYNTAX: {
    means: 'The text is not YAML.',
    fix: 'Correct the line or the one above it: indent by blanks, close every bracket and quote.',
  },
  CFG_DUPLICATE_KEY: { means: 'A key is written twice in one mapping.', fix: 'Keep one of the two.' },
  CFG_UNKNOWN_KEY: {
    means: 'A key is not a setting at its place.',
    fix: 'Use one of the keys that the message lists; a near one is guessed.',
  },
  CFG_MISSING: { means: 'A setting that has no default is missing.', fix: 'Add it.' },
  CFG_TYPE: {
    means: 'A value is of another type than its setting, or empty.',
    fix: 'Write the type that the message names; numbers that are text need quotes.',
  },
  CFG_VALUE: { means: 'A value is not one of those allowed.', fix: 'Use one that the message lists.' },
  CFG_FORMAT: {
    means: 'A value or key has not the form that it needs, e.g. of an id.',
    fix: 'Write it like the example in the message.',
  },
  CFG_RANGE: { means: 'A number, text or list is too small or too large.', fix: 'Keep the limit named.' },
  CFG_CHOICE: {
    means: 'A setting with several forms has none of them, or two at once.',
    fix: 'Write one of the forms that the message shows.',
  },
  CFG_DUPLICATE: {
    means: 'Two entries of a list have the same name or id.',
    fix: 'Remove one of the two, or correct it.',
  },
  CFG_UNKNOWN_ACCOUNT: {
    means: 'An API is in an account that accounts.apis does not have.',
    fix: 'Correct the name, or add the account.',
  },
  CFG_ACCOUNT_ID: {
    means: 'An id by which accounts name each other is missing, or contradicts another one.',
    fix: 'Write what the deployment of the other account has told; any id of the form until then.',
  },
  CFG_ACCOUNT_PLACE: {
    means: 'Something is in an account where it can not work: nothing but the way in crosses accounts.',
    fix: 'Let the hub have it, or keep it whole in one account.',
  },
  CFG_REGION: { means: 'The region is not an AWS region.', fix: 'Write one such as eu-west-1.' },
  CFG_ZONE: {
    means:
      'A zone is not an Availability Zone of the region; Local and Wavelength Zones and zone ids are refused.',
    fix: 'Write the region and one letter, e.g. eu-west-1a.',
  },
  CFG_TAG: {
    means: 'A tag breaks the rules of AWS: length, characters, the prefix "aws:", or their number.',
    fix: 'Keep the rule that the message names.',
  },
  CFG_NAME_LENGTH: {
    means: 'The name of a stack is longer than AWS allows.',
    fix: 'Shorten the host that the message names, or name.',
  },
  CFG_QUOTA: {
    means: 'The design needs more than a quota of AWS allows.',
    fix: 'Follow the message; where AWS raised a quota for the account, state it in quotas.',
  },
  CFG_CIDR_SYNTAX: { means: 'A text is not an IPv4 CIDR block.', fix: 'Write e.g. 10.20.0.0/16.' },
  CFG_CIDR_HOST_BITS: {
    means: 'The address of a CIDR has bits beyond its prefix.',
    fix: 'Write the first address of the block.',
  },
  CFG_CIDR_RANGE: {
    means:
      'A CIDR is every address, or touches addresses that no host can have, or a VPC would hide public ones.',
    fix: 'Use a private range: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10.',
  },
  CFG_CIDR_SIZE: { means: 'A VPC has a prefix of /16 to /28.', fix: 'Use a prefix in that range.' },
  CFG_CIDR_TOO_SMALL: {
    means: 'A VPC to create has no room: it is cut in eight subnets, the smallest of which are /28.',
    fix: 'Use a prefix of /25 or shorter.',
  },
  CFG_CIDR_OVERLAP: {
    means:
      'Two CIDRs have addresses in common: answers would not find their way back, and peering is refused.',
    fix: 'Give them separate ranges.',
  },
  CFG_SUBNET_ZONE: {
    means: 'Zones and the subnets of an existing network are not the same, one for one.',
    fix: 'List one subnet for each zone.',
  },
  CFG_SUBNET_OUTSIDE_VPC: {
    means: "An existing subnet is outside the VPC's CIDRs.",
    fix: 'Correct the subnet, or list all CIDRs of the VPC.',
  },
  CFG_ADDRESS: {
    means: 'A text is not an IPv4 address, or an address is outside its subnet.',
    fix: 'Write the address of the interface, e.g. 10.20.1.9.',
  },
  CFG_ROUTE_TABLE: {
    means:
      'Routes to the simulated data centre must be added to an existing subnet whose route table is not named.',
    fix: 'Add routeTable to the subnet.',
  },
  CFG_CONNECT: {
    means: 'simulate, connect, transitGateway and vpnGateway of onPremises do not fit together.',
    fix: 'Simulated: peering or transit-gateway. Real: connected.',
  },
  CFG_STATED_UNUSED: {
    means: 'Routes or entries are stated of a route table or network ACL that no subnet has.',
    fix: 'Name it in the subnets that have it, or remove it.',
  },
  CFG_INBOUND_ENDPOINT: {
    means: 'An existing inbound endpoint stands in a VPC that is not named, or that does not see the zone.',
    fix: 'Name its vpc, and add it to dns.associate.',
  },
  CFG_FORWARDED: {
    means:
      'A simulated data centre is to forward the zone, and lacks an inbound endpoint of known addresses.',
    fix: 'Set dns.inboundEndpoint: true in a created network, or name an existing endpoint with its addresses.',
  },
  CFG_RESOLVER_RULE: {
    means: 'A Resolver rule lacks what its kind needs, or has what its kind can not have.',
    fix: 'Follow the message: forward rules need to, and outboundEndpoint or existing.',
  },
  CFG_RULE_SHADOWS_ZONE: {
    means: 'A forward rule takes the hosts of the private zone away from it: nobody in the VPC finds them.',
    fix: 'Use a zone that no forward rule covers, or keep the zone with a system rule.',
  },
  CFG_ZONE_NAME: {
    means: "dns.zone is not a domain of two labels or more, or is one of AWS's own.",
    fix: 'Write a domain of your company in lower case.',
  },
  CFG_PUBLIC_ZONE: {
    means: 'A setting of private zones is used with a public zone, where it does nothing.',
    fix: 'Remove it, or set visibility: private.',
  },
  CFG_NAME_NOT_PUBLIC: {
    means:
      'A name must be in public DNS and never can be. ACM validates certificates there only, whatever private zones hold.',
    fix: 'Use a registered domain; or import a certificate, or issue one from AWS Private CA, and give its arn.',
  },
  CFG_UNKNOWN_HOST: {
    means: 'The host of an API is outside the zone.',
    fix: 'Use a name under the zone, or change dns.zone.',
  },
  CFG_HOST_NAME: {
    means:
      'The host of an API is not a host name: labels of a–z, 0–9 and "-", at most 63 each and 253 together.',
    fix: 'Correct what the message names.',
  },
  CFG_HOST_WILDCARD: {
    means: 'The host of an API is a wildcard.',
    fix: 'Give each API its own host, or one host and a basePath each.',
  },
  CFG_TRUST_STORE: {
    means:
      'The authorities for client certificates are missing, not used, or not certificates of authorities.',
    fix: 'Name a PEM file with the authorities’ certificates, without any private key.',
  },
  CFG_INGRESS: {
    means: 'The way in that ingress names does not fit another setting.',
    fix: 'Change what the message names.',
  },
  CFG_MIGRATION: {
    means: 'A migration of the way in has nothing to do.',
    fix: 'Remove migration, or correct ingress: it names the old way in until the last step.',
  },
  CFG_CERTIFICATE_NAME: {
    means: 'A name is not one that a certificate can have.',
    fix: 'Write a host name, or a wildcard for the whole first label.',
  },
  CFG_CERTIFICATE_PLACE: {
    means: 'The certificate is in another region or account than the load balancer.',
    fix: 'Use a certificate of the same region and account; ACM can import it there.',
  },
  CFG_CERTIFICATE_COVERAGE: {
    means: 'No name of the certificate covers a host; a wildcard stands for exactly one label.',
    fix: 'Use a certificate with the host or its wildcard, or change the host.',
  },
  CFG_ENVIRONMENT: {
    means: 'Environment variables of a function are more than 4 KB, or have names that Lambda does not take.',
    fix: 'Rename the variable, or move long values elsewhere.',
  },
  CFG_UNKNOWN_FUNCTION: {
    means: 'A route or an OpenAPI file names a function that is not in functions.',
    fix: 'Correct the name, or add the function.',
  },
  CFG_UNUSED_FUNCTION: {
    means: 'A function is named by no route and no OpenAPI file.',
    fix: 'Remove it, or add a route to it.',
  },
  CFG_BACKEND: {
    means: 'A backend can not be reached by what is said of it: its host, its security group or its subnets.',
    fix: 'Correct what the message names.',
  },
  CFG_LINK: {
    means: 'A VPC link can not lead to a backend by what is said of it.',
    fix: 'Name the load balancer, listener and security group of the backend.',
  },
  CFG_LINK_PATH: {
    means:
      'The path of a route can not be handed on through a VPC link of version 2 without the stage before it.',
    fix: 'Use /{proxy+}, a path without parameters, or a VPC link of version 1.',
  },
  CFG_HTTP_API: {
    means: 'An HTTP API has a setting that only private REST APIs have, or the other way round.',
    fix: 'Remove the setting, or change the kind of the API.',
  },
  CFG_PARAMETER_MAPPING: {
    means: 'A parameter mapping of an HTTP API is none that API Gateway takes.',
    fix: 'Append, overwrite or remove a header or query value, or overwrite path or statuscode.',
  },
  CFG_UNUSED_BACKEND: { means: 'A backend is named by no route.', fix: 'Remove it, or add a route to it.' },
  CFG_UNKNOWN_BACKEND: {
    means: 'A route names a backend that is not in backends.',
    fix: 'Correct the name, or add the backend.',
  },
  CFG_ROUTE_TARGET: {
    means: 'A route leads to nothing, to two things, or says how to reach a backend that it does not name.',
    fix: 'Name one function, or one backend and optionally via.',
  },
  CFG_AUTHORIZER_KIND: {
    means: 'An authorizer is of no kind or of several, or has settings of another kind.',
    fix: 'Write one of function, jwt, saml and rules; type, identitySource and validation go with function.',
  },
  CFG_UNKNOWN_AUTHORIZER: {
    means: 'An API or a route names an authorizer that is not in authorizers.',
    fix: 'Correct the name, or add the authorizer.',
  },
  CFG_UNUSED_AUTHORIZER: {
    means: 'An authorizer guards no API and no route.',
    fix: 'Remove it, or name it at an API or a route.',
  },
  CFG_AUTHORIZER_PLACE: {
    means:
      'An authorizer stands before an API that has none of the kit: one with an OpenAPI file, or no REST API.',
    fix: 'Declare the authorizer in the file, or write routes; before other kinds of APIs there is none.',
  },
  CFG_AUTHORIZER_FILE: {
    means: 'A key set or certificate of an authorizer is not one, or holds a private key.',
    fix: 'Use the public file of the issuer or identity provider.',
  },
  CFG_IDENTITY_SOURCE: {
    means:
      'The identity sources of an authorizer, or the expression for its token, are not what API Gateway takes.',
    fix: 'Type token: one header. Type request: headers, query values, stage variables, context; needed to keep answers.',
  },
  CFG_SCOPES: {
    means:
      'Scopes are asked where no token has any, or of a route within another one that asks for different scopes.',
    fix: 'Ask them of routes behind a jwt or saml authorizer; a route with a wildcard asks for at least those of the routes within.',
  },
  CFG_AUTHORIZER_RULE: {
    means:
      'A rule about a header or an address says nothing, too much, or what a load balancer makes meaningless.',
    fix: 'One of header, source and forwardedFor in each; addresses behind a load balancer by forwardedFor and proxies.',
  },
  CFG_BASE_PATH: {
    means: 'A base path is not one segment of allowed characters.',
    fix: 'Write one segment without slashes, or leave basePath out.',
  },
  CFG_MAPPING_TAKEN: {
    means: 'Two APIs have the same host and base path.',
    fix: 'Give one of them another host or basePath.',
  },
  CFG_MAPPING_MIXED: {
    means:
      'An API has a whole host of which another has a base path; API Gateway refuses to add one to the other.',
    fix: 'Give every API of the host a basePath, or the first a host of its own.',
  },
  CFG_ROUTES_OR_OPENAPI: {
    means: 'An API needs either routes or an OpenAPI file.',
    fix: 'Keep the one that describes the API.',
  },
  CFG_ROUTE_SYNTAX: {
    means: 'A route is not a method and a path that API Gateway takes.',
    fix: 'Write e.g. GET /orders/{id}; {proxy+} is last.',
  },
  CFG_ROUTE_RESERVED: {
    means: "/ping and /sping belong to API Gateway's own health check behind a custom domain.",
    fix: 'Use another path, e.g. /health.',
  },
  CFG_ROUTE_CONFLICT: {
    means: 'Two routes of an API have different parameters at one place of the path.',
    fix: 'Use the same parameter name in both.',
  },
  CFG_OPENAPI_SYNTAX: { means: 'An OpenAPI file is not YAML or JSON.', fix: 'Correct the line named.' },
  CFG_OPENAPI_VERSION: {
    means: 'An OpenAPI file is not of version 3.0, the one that API Gateway imports.',
    fix: 'Write a definition that begins with openapi: "3.0.1".',
  },
  CFG_OPENAPI_PATHS: {
    means: 'An OpenAPI file has no paths, or a path or method that API Gateway does not take.',
    fix: 'Correct what the message names.',
  },
  CFG_OPENAPI_INTEGRATION: {
    means: 'A method of an OpenAPI file has no integration, or one that can not work.',
    fix: 'Add x-amazon-apigateway-integration with type, httpMethod: POST and uri: "${function:NAME}".',
  },
  CFG_TOPIC_PLACE: {
    means: 'The SNS topic of the alarms is in another region.',
    fix: 'Use a topic of the same region.',
  },
  CFG_PRINCIPALS_WITHOUT_IAM: {
    means:
      'allowPrincipals names principals, and no route wants a signature: every caller would be anonymous.',
    fix: 'Set authorization: iam, or remove allowPrincipals.',
  },
  CFG_AUTHORIZATION_TWICE: {
    means: 'A route has an authorizer and IAM authorization; API Gateway takes one.',
    fix: 'Set authorizer: none, or authorization: none.',
  },
  CFG_ACCESS_OPENAPI: {
    means: 'authorization or apiKey is set beside an OpenAPI file, whose methods say that themselves.',
    fix: 'Write it in the file, and remove it from hybrid.yaml.',
  },
  CFG_ACCESS_KIND: {
    means: 'A setting of REST APIs is used with another kind of API, which has nothing of the sort.',
    fix: 'Remove it.',
  },
  CFG_UNKNOWN_API: {
    means: 'A usage plan or a caller names an API that is not in apis.',
    fix: 'Correct the name, or add the API.',
  },
  CFG_UNKNOWN_CALLER: {
    means: 'An expectation is signed by somebody who is not in callers.',
    fix: 'Correct the name, or add the caller with its ARN.',
  },
  CFG_UNKNOWN_API_KEY: {
    means: 'An expectation carries an API key that no usage plan has.',
    fix: 'Correct the name, or add the key to a usage plan.',
  },
  CFG_API_KEY_PLANS: {
    means:
      'Two usage plans have the same key for the same API; API Gateway takes one plan of a key for a stage.',
    fix: 'Keep the key in one of them.',
  },
  CFG_API_KEY_NO_PLAN: {
    means: 'An API wants API keys, or a key has settings, and no usage plan has it: nobody could call by it.',
    fix: 'Add it to a usage plan, or remove it.',
  },
  CFG_CALL_SYNTAX: {
    means: 'The call of an expectation is not a method and an absolute URL.',
    fix: 'Write e.g. GET https://pvt-api.corp.example/.',
  },
  CFG_CALL_HTTPS: { means: 'The call of an expectation is not https.', fix: 'Write an https URL.' },
  CFG_CALL_HOST: {
    means: 'An expectation calls a name of the zone that no API has, and expects an answer.',
    fix: 'Correct the host, or expect unreachable.',
  },
  CFG_CALL_FROM: {
    means: 'An expectation comes from a place that is not there.',
    fix: 'Use on-prem, app or internet.',
  },
  CFG_CALL_HEADER: {
    means: 'A header of an expectation is not one that HTTP can carry.',
    fix: 'Write a name of letters, digits and "-", and a value of one line.',
  },
  CFG_CALL_BODY: {
    means: 'A GET or HEAD is sent with a body, or a HEAD is expected to be answered with one.',
    fix: 'Remove body, or use another method.',
  },
  CFG_SOCKET_API: {
    means: 'A WebSocket API has a setting that it can not have, or a host that is not its own.',
    fix: 'Remove the setting, correct it, or give the API a host of its own.',
  },
  CFG_SOCKET_ROUTE: {
    means:
      'A route of a WebSocket API has a key or a target that it can not have, or another API has what is a WebSocket API’s.',
    fix: 'Correct what the message names.',
  },
  CFG_SOCKET_MAPPING: {
    means: 'What a WebSocket API passes to its backend comes from nowhere that API Gateway takes.',
    fix: 'Map from context, stage variables, the message, the handshake on $connect, or text in single quotes.',
  },
  CFG_CALL_SOCKET: {
    means: 'An expectation sends or expects messages, and its call does not open a WebSocket.',
    fix: 'Call a WebSocket API by GET wss://…, or leave the messages out.',
  },
  CFG_CALL_PATTERN: {
    means: 'The pattern for a body is not a regular expression.',
    fix: 'Correct it (JavaScript syntax), or compare with equals.',
  },
} as const satisfies Record<string, { readonly means: string; readonly fix: string }>;

export type ConfigErrorCode = keyof typeof configErrors;
