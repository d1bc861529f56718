import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { ApiConfig, HybridConfig } from './config-schema';
import { type RouteTarget, routeTargetOf } from './config-schema/apis';
import { linkIntegration } from './links';
import { mappedOperation } from './mapped-operation';
import { proxyName, streamSeconds } from './proxy-functions';
import { replaceTexts } from './texts';

/** An API as OpenAPI 3, with `${function:NAME}` still standing where a function's invocation URI goes. */
export interface ApiDefinition {
  readonly document: OpenApi;
  /** Every operation that calls a function. */
  readonly calls: readonly FunctionCall[];
  /** Names of the functions that Lambda authorizers call. */
  readonly authorizers: readonly string[];
  /** Names of the ready authorizers that guard it: `\${function:authorizer:NAME}` in the document. @default none */
  readonly guards?: readonly string[];
}

export interface FunctionCall {
  readonly functionName: string;
  /** Upper case; `ANY` for every method. */
  readonly method: string;
  /** `/orders/{id}` */
  readonly path: string;
}

export interface OpenApi {
  readonly [member: string]: unknown;
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly securitySchemes?: Readonly<Record<string, SecurityScheme>> };
}

export interface Operation {
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly 'x-amazon-apigateway-integration'?: { readonly uri?: unknown; readonly [member: string]: unknown };
}

export interface SecurityScheme {
  readonly 'x-amazon-apigateway-authorizer'?: { readonly authorizerUri?: unknown };
}

export const anyMethod = 'x-amazon-apigateway-any-method';
const integration = 'x-amazon-apigateway-integration';
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', anyMethod];

/** The definition of an API of hybrid.yaml: from its routes, or from the OpenAPI file beside it. */
export function defineApi(
  api: ApiConfig,
  dir: string,
  backends: HybridConfig['backends'] = {},
): ApiDefinition {
  const document = api.openapi
    ? (parse(readFileSync(resolve(dir, api.openapi), 'utf8')) as OpenApi)
    : fromRoutes(api, backends);
  return { document, calls: findCalls(document), authorizers: findAuthorizers(document) };
}

/** Names of all functions that the API needs. */
export function functionNames({ calls, authorizers }: ApiDefinition): string[] {
  return [...new Set([...calls.map(({ functionName }) => functionName), ...authorizers])];
}

function fromRoutes(api: ApiConfig, backends: HybridConfig['backends']): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [route, target] of Object.entries(api.routes ?? {})) {
    const to = routeTargetOf(target);
    const [method = '', path = ''] = route.trim().split(/\s+/);
    const parameters = [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }));
    const operation = {
      ...(parameters.length ? { parameters } : {}),
      responses: {},
      ...waysTo(to, method, path, backends),
    };
    paths[path] = { ...paths[path], [method === 'ANY' ? anyMethod : method.toLowerCase()]: operation };
  }
  const targets = Object.values(api.routes ?? {}).map(routeTargetOf);
  return {
    openapi: '3.0.1',
    info: { title: api.name, version: '1' },
    // Bytes arrive as they are, in base64, for every function of the API (aws-facts §10).
    ...(targets.some(isPassthrough) ? { 'x-amazon-apigateway-binary-media-types': ['*/*'] } : {}),
    paths,
  };
}

/** The integration of a route, and what it needs declared. */
function waysTo(
  to: RouteTarget,
  method: string,
  path: string,
  backends: HybridConfig['backends'],
): Operation {
  const { backend = '', via } = to;
  if (via === 'function-mapped') return mappedOperation(backend);
  if (via === 'vpc-link') {
    return {
      [integration]: linkIntegration(backend, backends[backend]!.vpcLink, method, path, to.parameters),
    };
  }
  const call = { type: 'aws_proxy', httpMethod: 'POST', uri: `\${function:${calledFor(to)}}` };
  const streams = { responseTransferMode: 'STREAM', timeoutInMillis: streamSeconds * 1000 };
  return { [integration]: to.stream ? { ...call, ...streams } : call };
}

function isPassthrough({ backend, via = 'function' }: RouteTarget): boolean {
  return backend !== undefined && via === 'function';
}

/** The function behind a route: its own, or the one that hands calls on to its backend. */
function calledFor(target: RouteTarget): string {
  return target.function ?? proxyName(target.backend ?? '', target.stream ? 'streamed' : 'passthrough');
}

function findCalls({ paths = {} }: OpenApi): FunctionCall[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    methods.flatMap((method) =>
      namesIn(operations[method]?.[integration]?.uri).map((functionName) => ({
        functionName,
        path,
        method: method === anyMethod ? 'ANY' : method.toUpperCase(),
      })),
    ),
  );
}

function findAuthorizers({ components }: OpenApi): string[] {
  return Object.values(components?.securitySchemes ?? {}).flatMap((scheme) =>
    namesIn(scheme['x-amazon-apigateway-authorizer']?.authorizerUri),
  );
}

function namesIn(text: unknown): string[] {
  return typeof text === 'string'
    ? [...text.matchAll(/\$\{function:([^}]+)\}/g)].map(([, name]) => name!)
    : [];
}

/** The document with every `${function:NAME}` replaced. */
export function placeFunctions<T>(value: T, uriOf: (functionName: string) => string): T {
  return replaceTexts(value, (text) =>
    text.replace(/\$\{function:([^}]+)\}/g, (_, name: string) => uriOf(name)),
  );
}
