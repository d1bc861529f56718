import type { Backend } from './path/8-backend';
import { proxyName } from './proxy-functions';
import { replaceTexts } from './texts';

/** Headers of a backend that callers get, each mapped by name. */
const knownHeaders = [
  'cache-control',
  'content-length',
  'date',
  'etag',
  'last-modified',
  'location',
  'retry-after',
  'www-authenticate',
  'x-powered-by',
];

/** Of an error only a template can set a header: these mean something there. */
const errorHeaders = ['location', 'retry-after', 'www-authenticate'];

/** Statuses with a response of their own; any other one is set by a template. */
const statuses = [
  201, 202, 204, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422,
  429, 500, 501, 502, 503, 504,
];

/** What a caller writes, as it may stand between the quotes of a JSON text. The apostrophe's escape is no JSON. */
const quoted = (expression: string) => `$util.escapeJavaScript(${expression}).replaceAll("\\\\'","'")`;

/** Every name and value of a map as JSON members. */
const members = (map: string, value: string) => `#foreach($name in ${map}.keySet())
      "${quoted('$name')}" : "${quoted(value)}"#if($foreach.hasNext),#end

      #end`;

const contextMembers = {
  'account-id': 'identity.accountId',
  'api-id': 'apiId',
  'api-key': 'identity.apiKey',
  'authorizer-principal-id': 'authorizer.principalId',
  caller: 'identity.caller',
  'cognito-authentication-provider': 'identity.cognitoAuthenticationProvider',
  'cognito-authentication-type': 'identity.cognitoAuthenticationType',
  'cognito-identity-id': 'identity.cognitoIdentityId',
  'cognito-identity-pool-id': 'identity.cognitoIdentityPoolId',
  'domain-name': 'domainName',
  'http-method': 'httpMethod',
  stage: 'stage',
  'source-ip': 'identity.sourceIp',
  user: 'identity.user',
  'user-agent': 'identity.userAgent',
  'user-arn': 'identity.userArn',
  'request-id': 'requestId',
  'resource-id': 'resourceId',
  'resource-path': 'resourcePath',
} as const;

/** All of a request, and the backend that it is for: method, path, parameters, stage variables, context, JSON body. */
function requestTemplate(host: string, port: string): string {
  const context = Object.entries(contextMembers).map(
    // A text in quotes is empty where the context has no value.
    ([name, source]) => `"${name}" : "${quoted(`"$!context.${source}"`)}"`,
  );
  return `#set($allParams = $input.params())
{
  "requestParams" : {
    "hostname" : "${host}",
    "port" : "${port}",
    "path" : "$context.resourcePath",
    "method" : "$context.httpMethod"
  },
  "bodyJson" : $input.json('$'),
  "params" : {
    #foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
    "$type" : {
      ${members('$params', '$params.get($name)')}
    }#if($foreach.hasNext),#end

    #end
  },
  "stage-variables" : {
      ${members('$stageVariables', '$stageVariables.get($name)')}
  },
  "context" : {
    ${context.join(',\n    ')}
  }
}`;
}

const readError = "#set($errorMessageObj = $util.parseJson($input.path('$.errorMessage')))";
const errorTemplate = [
  readError,
  ...errorHeaders.map(
    (name) =>
      `#if($errorMessageObj.headers.get('${name}'))#set($context.responseOverride.header.${name} = $errorMessageObj.headers.get('${name}'))#end`,
  ),
  '$errorMessageObj.bodyJson',
].join('\n');

/**
 * API Gateway knows an integration response by its status code, so that two patterns can't share one (PutIntegrationResponse,
 * model). These two are codes that no backend answers with; the templates say which status the caller gets.
 */
const ownStatuses = { others: 505, failed: 506 } as const;

/** Placeholders until the backend is there: its host and port are known to the deployment only. */
const place = (part: 'host' | 'port', backend: string) => `\${backend-${part}:${backend}}`;

const json = 'application/json';

/** The members of an OpenAPI operation whose calls go to a backend by templates. */
export function mappedOperation(backend: string) {
  const responses: Record<string, object> = {
    default: {
      statusCode: '200',
      responseParameters: Object.fromEntries(
        knownHeaders.map((name) => [
          `method.response.header.${name}`,
          `integration.response.body.headers.${name}`,
        ]),
      ),
      responseTemplates: { [json]: "$input.json('$.bodyJson')" },
    },
  };
  for (const status of statuses) {
    responses[`\\{"status":${status}\\D.*`] = {
      statusCode: String(status),
      responseTemplates: { [json]: errorTemplate },
    };
  }
  const others = `\\{"status":(?!(?:${statuses.join('|')})\\D)\\d.*`;
  const override = '#set($context.responseOverride.status = $errorMessageObj.status)';
  responses[others] = {
    statusCode: String(ownStatuses.others),
    responseTemplates: { [json]: errorTemplate.replace(readError, `${readError}\n${override}`) },
  };
  // The function itself failed: nothing of its words is for callers.
  responses['(?!\\{"status":\\d)[\\s\\S]*'] = {
    statusCode: String(ownStatuses.failed),
    responseTemplates: {
      [json]: '#set($context.responseOverride.status = 500){"message":"Internal server error"}',
    },
  };
  return {
    responses: Object.fromEntries(
      [200, ...statuses, ...Object.values(ownStatuses)].map((status) => [status, declared(status)]),
    ),
    'x-amazon-apigateway-integration': {
      type: 'aws',
      httpMethod: 'POST',
      uri: `\${function:${proxyName(backend, 'mapped')}}`,
      // A body of another type would be the event as it is, and name what backend it likes.
      passthroughBehavior: 'never',
      requestTemplates: { [json]: requestTemplate(place('host', backend), place('port', backend)) },
      responses,
    },
  };
}

/** A header can be mapped when the method's response declares it. */
function declared(status: number): object {
  if (status !== 200) return { description: String(status) };
  const headers = Object.fromEntries(knownHeaders.map((name) => [name, { schema: { type: 'string' } }]));
  return { description: '200', headers };
}

/** The document with host and port of every backend in their places. */
export function placeBackends<T>(value: T, backends: Readonly<Record<string, Backend>>): T {
  return replaceTexts(value, (text) =>
    text.replace(/\$\{backend-(host|port):([^}]+)\}/g, (_, part: 'host' | 'port', name: string) =>
      String(backends[name]![part]),
    ),
  );
}
