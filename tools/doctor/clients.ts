import type { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { quietSdk } from '../quiet-sdk';

/** Each service's client class, loaded when it is first asked: the SDK's clients take 40 ms and more each. */
const services = {
  acm: () => of(require('@aws-sdk/client-acm'), 'ACMClient'),
  apigateway: () => of(require('@aws-sdk/client-api-gateway'), 'APIGatewayClient'),
  apigatewayv2: () => of(require('@aws-sdk/client-apigatewayv2'), 'ApiGatewayV2Client'),
  cloudformation: () => of(require('@aws-sdk/client-cloudformation'), 'CloudFormationClient'),
  ec2: () => of(require('@aws-sdk/client-ec2'), 'EC2Client'),
  elbv2: () => of(require('@aws-sdk/client-elastic-load-balancing-v2'), 'ElasticLoadBalancingV2Client'),
  lambda: () => of(require('@aws-sdk/client-lambda'), 'LambdaClient'),
  quotas: () => of(require('@aws-sdk/client-service-quotas'), 'ServiceQuotasClient'),
  route53: () => of(require('@aws-sdk/client-route-53'), 'Route53Client'),
  sts: () => of(require('@aws-sdk/client-sts'), 'STSClient'),
} as const;

export type ServiceName = keyof typeof services;

/** The part of a client that is used here; commands and paginators are found by name. */
export interface Client {
  send(command: object, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
  destroy(): void;
}

type Paginator = (config: { client: Client }, input: object, abort: object) => AsyncIterable<unknown>;

/** A loaded package of the SDK. */
export interface Service {
  readonly client: Client;
  command(name: string): new (input: object) => object;
  paginator(name: string): Paginator;
}

interface Package {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly client: string;
}

function of(exports: object, client: string): Package {
  return { exports: exports as Record<string, unknown>, client };
}

export interface ClientOptions {
  readonly region: string;
  /** Of ~/.aws/config. @default AWS_PROFILE, or none */
  readonly profile?: string;
}

type Credentials = ReturnType<typeof fromNodeProviderChain>;

/** How often a call is made again when AWS throttles it; the adaptive mode slows all calls of a client down first. */
const maxAttempts = 5;

/** One client a service, all with the same credentials. `AWS_ENDPOINT_URL` is honoured by the SDK. */
export class Clients {
  private readonly loaded = new Map<ServiceName, Service>();
  private credentials: Credentials | undefined;

  constructor(private readonly options: ClientOptions) {}

  service(name: ServiceName): Service {
    const known = this.loaded.get(name);
    if (known) return known;
    quietSdk();
    const { exports, client: clientName } = services[name]();
    const { region, profile } = this.options;
    this.credentials ??= this.provider();
    const settings = {
      region,
      profile,
      credentials: this.credentials,
      retryMode: 'adaptive',
      maxAttempts,
      requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    };
    const Constructor = exports[clientName] as new (settings: object) => Client;
    const service: Service = {
      client: new Constructor(settings),
      command: (command) => exports[`${command}Command`] as new (input: object) => object,
      paginator: (command) => exports[`paginate${command}`] as Paginator,
    };
    this.loaded.set(name, service);
    return service;
  }

  close(): void {
    for (const { client } of this.loaded.values()) client.destroy();
  }

  private provider(): Credentials {
    const { fromNodeProviderChain } =
      require('@aws-sdk/credential-providers') as typeof import('@aws-sdk/credential-providers');
    const { region, profile } = this.options;
    return fromNodeProviderChain({ profile, clientConfig: { region } });
  }
}
