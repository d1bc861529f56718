import { firstUnknown, isObject, type Value } from '../intrinsics/values';
import {
  type Authorizer,
  type GatewayResponse,
  type Integration,
  isUnknown,
  type Known,
  type Method,
  type Where,
} from '../model';
import type { Resource } from '../resource';
import type { Settings } from '../settings';
import { lowerId } from '../stand-ins/identifiers';
import { functionArnOf } from './functions';
import { httpParts } from './http-integration';
import { openApiMappingOf } from './integration-mapping';
import {
  defaultAuthorizerTtlSeconds,
  defaultIntegrationTimeoutMs,
  responseHeaders,
  splitSources,
  textMap,
} from './rest-api-parts';

/** What an OpenAPI 3 or Swagger 2 document with API Gateway's extensions defines. */
export interface OpenApiDefinition {
  readonly title?: string;
  readonly endpointType?: Known<string>;
  readonly vpcEndpointIds: readonly Known<string>[];
  readonly endpointDisabled?: boolean;
  readonly policy?: { readonly value: Value; readonly where: Where };
  readonly methods: readonly Method[];
  readonly authorizers: readonly Authorizer[];
  readonly gatewayResponses: readonly GatewayResponse[];
  readonly binaryMediaTypes: readonly string[];
  readonly apiKeySource?: string;
}

const httpMethods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
const anyMethod = 'x-amazon-apigateway-any-method';

/** Reads an API definition; what it cannot resolve is kept in the API's `unresolved`. */
export function readOpenApi(resource: Resource, document: Settings): OpenApiDefinition {
  // Swagger 2 has the extension at the top, OpenAPI 3 inside `servers`.
  const configurations = [document, ...document.items('servers')].filter((one) =>
    one.has('x-amazon-apigateway-endpoint-configuration'),
  );
  const endpoint = configurations[0]?.nested('x-amazon-apigateway-endpoint-configuration');
  const policy = document.value('x-amazon-apigateway-policy');
  const schemes = document.has('components')
    ? document.nested('components').nested('securitySchemes')
    : document.nested('securityDefinitions');
  const securityOf = new SecurityReader(resource, schemes, document);
  return {
    title: document.nested('info').literal('title'),
    endpointType: endpoint?.texts('types')[0],
    vpcEndpointIds: endpoint?.texts('vpcEndpointIds') ?? [],
    endpointDisabled: endpoint?.flag('disableExecuteApiEndpoint'),
    policy:
      policy === undefined ? undefined : { value: policy, where: document.at('x-amazon-apigateway-policy') },
    methods: objectNames(document.value('paths')).flatMap((path) =>
      operationsOf(path, document.nested('paths').nested(path), securityOf),
    ),
    authorizers: securityOf.authorizers(),
    gatewayResponses: responsesOf(document),
    binaryMediaTypes: document
      .texts('x-amazon-apigateway-binary-media-types')
      .filter((one) => typeof one === 'string'),
    apiKeySource: document.literal('x-amazon-apigateway-api-key-source'),
  };
}

function operationsOf(path: string, item: Settings, securityOf: SecurityReader): Method[] {
  return [...httpMethods, anyMethod].flatMap((name): Method[] => {
    if (!item.has(name)) return [];
    const operation = item.nested(name);
    return [
      {
        path: path.startsWith('/') ? path : `/${path}`,
        httpMethod: name === anyMethod ? 'ANY' : name.toUpperCase(),
        ...securityOf.of(operation),
        integration: integrationOf(operation),
        where: operation.where,
      },
    ];
  });
}

function integrationOf(operation: Settings): Known<Integration> {
  const name = 'x-amazon-apigateway-integration';
  const value = operation.value(name);
  const where = operation.at(name);
  if (isUnknown(value)) return value;
  if (value === undefined) return operation.world.unknown('the operation has no integration', where);
  const settings = operation.nested(name);
  const uri = settings.text('uri');
  return {
    type: (settings.literal('type') ?? 'MOCK').toUpperCase() as Integration['type'],
    functionArn: functionArnOf(uri),
    uri,
    credentials: settings.text('credentials'),
    timeoutMs: settings.number('timeoutInMillis') ?? defaultIntegrationTimeoutMs,
    ...openApiMappingOf(settings),
    ...httpParts(settings, 'document'),
    where,
  };
}

function responsesOf(document: Settings): GatewayResponse[] {
  const all = document.nested('x-amazon-apigateway-gateway-responses');
  return objectNames(document.value('x-amazon-apigateway-gateway-responses')).map((responseType) => {
    const settings = all.nested(responseType);
    return {
      responseType,
      status: settings.number('statusCode'),
      headers: responseHeaders(textMap(settings.value('responseParameters'))),
      templates: textMap(settings.value('responseTemplates')),
      where: settings.where,
    };
  });
}

type Security = Pick<Method, 'authorization' | 'authorizerId' | 'apiKeyRequired'>;

/** What the security schemes mean to API Gateway: a scheme is an authorizer, an API key, or SigV4. */
class SecurityReader {
  constructor(
    readonly api: Resource,
    readonly schemes: Settings,
    readonly document: Settings,
  ) {}

  #idOf(name: string): string {
    return lowerId(`authorizer:${this.api.seed}/${name}`, 6);
  }

  of(operation: Settings): Security {
    const auth = operation.nested('x-amazon-apigateway-auth').literal('type');
    const owner = operation.has('security') ? operation : this.document;
    const names = owner.items('security').flatMap((one) => objectNames(asObject(owner, one)));
    let result: Security = {
      authorization: auth?.toUpperCase() === 'AWS_IAM' ? 'AWS_IAM' : 'NONE',
      apiKeyRequired: false,
    };
    for (const name of names) {
      const scheme = this.schemes.nested(name);
      const kind = scheme.literal('x-amazon-apigateway-authtype')?.toLowerCase();
      if (scheme.has('x-amazon-apigateway-authorizer')) {
        const type = scheme.nested('x-amazon-apigateway-authorizer').literal('type')?.toLowerCase();
        const authorization = type === 'cognito_user_pools' ? 'COGNITO_USER_POOLS' : 'CUSTOM';
        result = { ...result, authorization, authorizerId: this.#idOf(name) };
      } else if (kind === 'awssigv4') {
        result = { ...result, authorization: 'AWS_IAM' };
      } else if (
        scheme.literal('type') === 'apiKey' &&
        scheme.literal('name')?.toLowerCase() === 'x-api-key'
      ) {
        result = { ...result, apiKeyRequired: true };
      }
    }
    return result;
  }

  authorizers(): Authorizer[] {
    return objectNames(this.#allSchemes()).flatMap((name): Authorizer[] => {
      const scheme = this.schemes.nested(name);
      if (!scheme.has('x-amazon-apigateway-authorizer')) return [];
      const settings = scheme.nested('x-amazon-apigateway-authorizer');
      const type = (settings.literal('type') ?? 'token').toUpperCase();
      const header = scheme.literal('name');
      const sources = splitSources(settings.literal('identitySource'));
      const isToken = type === 'TOKEN' && sources.length === 0 && header !== undefined;
      return [
        {
          id: this.#idOf(name),
          type: type as Authorizer['type'],
          functionArn: functionArnOf(settings.text('authorizerUri')),
          ...(settings.has('authorizerCredentials')
            ? { credentials: settings.text('authorizerCredentials') }
            : {}),
          identitySource: isToken ? [`method.request.header.${header}`] : sources,
          validationExpression: settings.literal('identityValidationExpression'),
          ttlSeconds: settings.number('authorizerResultTtlInSeconds') ?? defaultAuthorizerTtlSeconds,
          where: scheme.where,
        },
      ];
    });
  }

  #allSchemes(): Value | undefined {
    const components = this.document.value('components');
    return isObject(components) ? components.securitySchemes : this.document.value('securityDefinitions');
  }
}

function objectNames(value: Value | undefined): string[] {
  return isObject(value) ? Object.keys(value) : [];
}

/** The raw object behind the settings of a list's item. */
function asObject(owner: Settings, item: Settings): Value | undefined {
  const index = Number(/\[(\d+)\]$/.exec(item.where.property ?? '')?.[1]);
  const list = owner.value('security');
  return Array.isArray(list) && !firstUnknown(list[index]) ? list[index] : undefined;
}
