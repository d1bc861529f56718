import type { ConfigErrorText } from './text';

/** Functions, backends, authorizers, paths and documents of APIs. */
export const apiErrors = {
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
} as const satisfies Record<string, ConfigErrorText>;
