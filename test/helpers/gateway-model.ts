import {
  type ApiDefinition,
  type Authorizer,
  type Endpoint,
  type LambdaFunction,
  type Method,
  type Model,
  type RestApi,
  type Stage,
  Unknown,
} from '../../tools/assembly/model';
import type { GatewayRequest, InvocationResult, Progress } from '../../tools/path/exchange';
import { type ServeOptions, serve } from '../../tools/path/serve';
import type { State } from '../../tools/path/state';
import { plainRequest } from './gateway-request';
import { at, buildModel } from './model';

/** APIs of every sort behind one endpoint, for hops 5 to 8; the network in front is `buildModel`'s. */

const account = '111122223333';
const functionArn = (name: string) => `arn:aws:lambda:eu-west-1:${account}:function:${name}`;

/** A function that API Gateway may invoke for anything, unless told otherwise. */
export function lambda(name: string, change: Partial<LambdaFunction> = {}): LambdaFunction {
  return {
    where: at(`Function-${name}`),
    arn: functionArn(name),
    name,
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    timeoutSeconds: 10,
    memoryMb: 128,
    environment: {},
    permissions: [
      {
        where: at(`Permission-${name}`),
        principal: 'apigateway.amazonaws.com',
        action: 'lambda:InvokeFunction',
      },
    ],
    ...change,
  };
}

/** A method with a Lambda proxy integration, from `GET /path`. */
export function method(line: string, change: Partial<Method> = {}): Method {
  const [httpMethod, path] = line.split(' ') as [string, string];
  return {
    where: at(`Method ${line}`),
    path,
    httpMethod,
    authorization: 'NONE',
    apiKeyRequired: false,
    integration: {
      where: at(`Integration ${line}`),
      type: 'AWS_PROXY',
      functionArn: functionArn('hello'),
      timeoutMs: 29_000,
    },
    ...change,
  };
}

/** A TOKEN authorizer on the `Authorization` header that does not cache. */
export function authorizer(change: Partial<Authorizer> = {}): Authorizer {
  return {
    where: at('Authorizer'),
    id: 'auth01',
    type: 'TOKEN',
    functionArn: functionArn('guard'),
    identitySource: ['method.request.header.Authorization'],
    ttlSeconds: 0,
    ...change,
  };
}

/** The safe policy: everybody, unless the call comes through another endpoint. */
export const safePolicy: ApiDefinition['policy'] = {
  version: '2012-10-17',
  statements: [
    {
      where: at('Api', 'corp'),
      effect: 'Allow',
      principal: '*',
      action: ['execute-api:Invoke'],
      resource: ['execute-api:/*'],
      condition: {},
    },
    {
      where: at('Api', 'corp'),
      effect: 'Deny',
      principal: '*',
      action: ['execute-api:Invoke'],
      resource: ['execute-api:/*'],
      condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-0app'] } },
    },
  ],
};

export function definition(change: Partial<ApiDefinition> = {}): ApiDefinition {
  return {
    where: at('Api'),
    vpcEndpointIds: ['vpce-0app'],
    defaultEndpointDisabled: false,
    policy: safePolicy,
    methods: [
      method('GET /'),
      method('ANY /orders'),
      method('GET /orders/open'),
      method('GET /orders/{id}'),
      method('POST /orders/{id}/lines'),
      method('ANY /files/{path+}'),
      method('GET /files/readme'),
    ],
    authorizers: [],
    gatewayResponses: [],
    binaryMediaTypes: [],
    ...change,
  };
}

interface ApiOptions {
  readonly id: string;
  readonly name: string;
  readonly endpointType?: RestApi['endpointType'];
  readonly stage: string;
  readonly definition?: ApiDefinition;
  /** What the stage serves where it is older. */
  readonly serves?: ApiDefinition;
  readonly stageChange?: Partial<Stage>;
}

export function api(options: ApiOptions): { readonly api: RestApi; readonly stage: Stage } {
  const own = options.definition ?? definition();
  return {
    api: {
      where: at(`Api-${options.name}`),
      id: options.id,
      name: options.name,
      endpointType: options.endpointType ?? 'PRIVATE',
      rootResourceId: 'root',
      definition: own,
    },
    stage: {
      where: at(`Stage-${options.name}`),
      apiId: options.id,
      name: options.stage,
      variables: {},
      serves: options.serves ?? own,
      stale: options.serves !== undefined,
      ...options.stageChange,
    },
  };
}

const older = definition({ methods: [method('GET /')], vpcEndpointIds: [] });

const standard = [
  api({
    id: 'api1234567',
    name: 'orders',
    stage: 'demo',
    stageChange: { throttle: { rateLimit: 100, burstLimit: 50 } },
  }),
  api({
    id: 'off1234567',
    name: 'closed',
    stage: 'demo',
    definition: definition({ defaultEndpointDisabled: true }),
  }),
  api({ id: 'old1234567', name: 'old', stage: 'demo', serves: older }),
  api({
    id: 'pub1234567',
    name: 'public',
    stage: 'live',
    endpointType: 'REGIONAL',
    definition: definition({ policy: undefined }),
  }),
];

type Mapping = readonly [basePath: string, apiId: string, stage: string | Unknown];

function domain(name: string, mappings: readonly Mapping[], change: Partial<Model['domains'][number]> = {}) {
  return {
    where: at(`Domain-${name}`),
    name,
    endpointType: 'REGIONAL' as const,
    certificateArn: 'arn:cert',
    securityPolicy: 'TLS_1_2',
    regionalDomainName: 'd-abc123.execute-api.eu-west-1.amazonaws.com',
    mappings: mappings.map(([basePath, apiId, stage]) => ({
      where: at(`Mapping-${basePath}`),
      basePath,
      multiLevel: basePath.includes('/'),
      apiId,
      stage,
    })),
    ...change,
  };
}

const nativeArn = 'arn:aws:execute-api:eu-west-1:111122223333:/domainnames/native.corp.example+abcde12345';

const domains = [
  domain('pvt-api.corp.example', [['', 'api1234567', 'demo']]),
  domain('shared.corp.example', [
    ['orders', 'api1234567', 'demo'],
    ['stock', 'off1234567', 'demo'],
    ['lost', 'api1234567', 'gone'],
    ['vague', 'api1234567', new Unknown('parameter Stage has no value', at('Mapping-vague'))],
    ['elsewhere', 'zzz1234567', 'demo'],
    ['open', 'api1234567', '(none)'],
  ]),
  domain('deep.corp.example', [
    ['a', 'pub1234567', 'live'],
    ['a/b', 'pub1234567', 'live'],
  ]),
  domain('deep-private.corp.example', [['a/b', 'api1234567', 'demo']]),
  domain('*.apps.corp.example', [['', 'api1234567', 'demo']]),
  domain('pub.corp.example', [['(none)', 'pub1234567', 'live']]),
  domain('native.corp.example', [['', 'api1234567', 'demo']], {
    endpointType: 'PRIVATE',
    native: { invokeArn: nativeArn, associations: [] },
  }),
];

export interface GatewayParts {
  /** Replaces the standard APIs. */
  readonly apis?: readonly ReturnType<typeof api>[];
  readonly functions?: readonly LambdaFunction[];
  readonly endpoint?: Partial<Endpoint>;
}

export function gatewayModel(parts: GatewayParts = {}): Model {
  const apis = parts.apis ?? standard;
  const base = buildModel();
  return {
    ...base,
    endpoints: base.endpoints.map((endpoint) => ({ ...endpoint, ...parts.endpoint })),
    restApis: apis.map((own) => own.api),
    stages: apis.map((own) => own.stage),
    domains,
    functions: parts.functions ?? [lambda('hello'), lambda('guard')],
  };
}

export interface TestRequest extends Partial<Omit<GatewayRequest, 'endpoint'>> {
  /** `public` leaves the endpoint out. @default the endpoint */
  readonly front?: 'endpoint' | 'public';
}

/** GET / of pvt-api.corp.example through the endpoint, from a load balancer node. */
export function requestTo(model: Model, change: TestRequest = {}): GatewayRequest {
  const { front = 'endpoint', ...rest } = change;
  return {
    endpoint: front === 'endpoint' ? model.endpoints[0] : undefined,
    sourceAddress: '10.20.0.10',
    sni: null,
    host: 'pvt-api.corp.example',
    ...plainRequest,
    ...rest,
  };
}

const state: State = { failures: { zones: [], targets: [] }, isHealthy: () => true, revision: 'test' };

/** Serves a request to its end; functions are answered by name. */
export function serveWith(
  model: Model,
  request: GatewayRequest,
  answers: Readonly<Record<string, InvocationResult>> = {},
  options?: ServeOptions,
): Extract<Progress, { done: true }> {
  let progress = serve(model, state, request, options);
  while (!progress.done) {
    const name = progress.invocation.functionArn.split(':').at(-1)!;
    progress = progress.resume(answers[name] ?? { kind: 'not-run', reason: 'functions are not run' });
  }
  return progress;
}

/** The call of a function that a request needs, after those that are answered; throws where it needs none. */
export function nextInvocation(model: Model, request: GatewayRequest, ...answered: InvocationResult[]) {
  let progress = serve(model, state, request);
  for (const answer of answered) if (!progress.done) progress = progress.resume(answer);
  if (progress.done) throw new Error(`no function is called: ${progress.verdicts.at(-1)?.because}`);
  return progress.invocation;
}

/** What a function that answered gives back. */
export function returned(value: unknown): InvocationResult {
  return { kind: 'returned', payload: JSON.stringify(value) };
}
