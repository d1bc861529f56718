import { type ApiDefinition, type GatewayResponse, isUnknown, type Stage } from '../../assembly/model';
import type { GatewayRequest } from '../exchange';
import { asHeaderValue, header } from '../headers';
import type { HeaderList, HttpResponse } from '../hop';
import { decode } from './router';

/** What the templates of a gateway response may refer to. */
export interface ResponseScope {
  readonly request: GatewayRequest;
  readonly definition: ApiDefinition;
  readonly apiId: string;
  readonly stage: Stage;
  /** Path with the stage, as `$context.path` shows it. */
  readonly path: string;
  readonly httpMethod: string;
  /** Absent where no resource was found. */
  readonly resourcePath?: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
}

/**
 * Applies the API's gateway response for the type, else its default for the class. A default without a
 * status keeps the error's own. aws-facts §1.4 (doc)
 */
export function customise(
  scope: ResponseScope,
  type: string,
  made: HttpResponse,
  message: string | null,
): HttpResponse {
  const responses = scope.definition.gatewayResponses;
  if (responses.length === 0) return made;
  const fallback = made.status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX';
  const own =
    responses.find((response) => response.responseType === type) ??
    responses.find((response) => response.responseType === fallback);
  if (!own) return made;
  const resolve = resolver(scope, type, message);
  const template = chooseTemplate(own, header(scope.request.headers, 'accept'));
  const headers = new Map(made.headers.map(([name, value]) => [name.toLowerCase(), [name, value] as const]));
  if (template) headers.set('content-type', ['Content-Type', template.contentType]);
  for (const [name, value] of customHeaders(own, resolve)) headers.set(name.toLowerCase(), [name, value]);
  return {
    status: own.status ?? made.status,
    headers: [...headers.values()],
    body: template ? substitute(template.text, resolve) : made.body,
  };
}

type Resolve = (expression: string) => string;

function customHeaders(own: GatewayResponse, resolve: Resolve): HeaderList {
  return Object.entries(own.headers).map(([name, value]) => {
    const literal = /^'(.*)'$/s.exec(value);
    const text = literal ? literal[1]! : resolve(value);
    // Inferred: a caller's line break starts no header of its own.
    return [name.replace(/^gatewayresponse\.header\./, ''), asHeaderValue(text)];
  });
}

function chooseTemplate(
  own: GatewayResponse,
  accept: string | undefined,
): { readonly contentType: string; readonly text: string } | undefined {
  const types = Object.keys(own.templates);
  if (types.length === 0) return undefined;
  const wanted = accept?.split(/[,;]/, 1)[0]?.trim();
  const contentType = [wanted, 'application/json', types[0]].find((type) => type && types.includes(type))!;
  return { contentType, text: own.templates[contentType]! };
}

const reference = /\$?\b(?:context|stageVariables|method\.request)(?:\.[A-Za-z0-9_+-]+)+/g;

/** Plain substitution, not VTL: aws-facts §1.4 (doc). */
function substitute(template: string, resolve: Resolve): string {
  return template.replace(reference, (found) =>
    found.startsWith('$') || found.startsWith('method.') ? resolve(found.replace(/^\$/, '')) : found,
  );
}

/** What a reference stands for; empty where the request has no such value. */
function resolver(scope: ResponseScope, type: string, message: string | null): Resolve {
  const { request, stage } = scope;
  const context: Readonly<Record<string, string | undefined>> = {
    'error.message': message ?? '',
    'error.messageString': JSON.stringify(message),
    'error.responseType': type,
    requestId: request.requestId,
    extendedRequestId: request.extendedRequestId,
    apiId: scope.apiId,
    stage: stage.name,
    path: scope.path,
    resourcePath: scope.resourcePath,
    httpMethod: scope.httpMethod,
    domainName: request.host,
    protocol: 'HTTP/1.1',
    requestTimeEpoch: String(request.receivedAt ?? 0),
    'identity.sourceIp': request.sourceAddress,
    'identity.userAgent': header(request.headers, 'user-agent'),
    'identity.vpceId': request.endpoint?.id,
  };
  return (expression) => {
    if (expression.startsWith('context.')) return context[expression.slice('context.'.length)] ?? '';
    const variable = /^stageVariables\.(.+)$/.exec(expression);
    if (variable) {
      const value = stage.variables[variable[1]!];
      return value === undefined || isUnknown(value) ? '' : value;
    }
    const parameter = /^method\.request\.(header|querystring|path)\.(.+)$/.exec(expression);
    if (!parameter) return '';
    const name = parameter[2]!;
    if (parameter[1] === 'header') return header(request.headers, name.toLowerCase()) ?? '';
    if (parameter[1] === 'path') return scope.pathParameters?.[name] ?? '';
    return queryValue(request.query, name);
  };
}

function queryValue(query: string, name: string): string {
  for (const pair of query.split('&')) {
    const [key, value = ''] = pair.split('=', 2);
    if (decode(key!) === name) return decode(value);
  }
  return '';
}
