import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Aws, CfnOutput, Stack, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ApiConfig } from './config-schema';
import { type RouteTarget, routeTargetOf } from './config-schema/apis';
import type { FrontDoorStack } from './front-door-stack';
import { createFunctions, type FunctionsProps } from './functions';
import { hostLabel } from './host-label';
import { functionsOf } from './http-api-stack';
import { KitStack } from './kit-stack';
import type { Link } from './links';
import { Operations } from './operations';
import { FrontName } from './path/1-dns';
import { PublicDomain } from './path/5-http-gateway';
import { SocketGateway, type SocketRoute } from './path/5-socket-gateway';
import { type Callable, InvokePermission, invocationUri } from './path/8-integration';

export interface SocketStackProps extends FunctionsProps {
  readonly host: string;
  /** The WebSocket APIs of this host, which differ by base path. */
  readonly apis: readonly ApiConfig[];
  readonly frontDoor: Pick<FrontDoorStack, 'zone' | 'certificateArn'>;
  /** Functions of other stacks, by name. */
  readonly shared: Readonly<Record<string, Callable>>;
  /** By backend. */
  readonly links: Readonly<Record<string, Link>>;
}

/** One host of WebSocket APIs: open to the internet, its record, its custom domain and the functions that only it calls. */
export class SocketStack extends KitStack {
  constructor(scope: Construct, props: SocketStackProps) {
    const { config, host, frontDoor, links } = props;
    super(scope, `api-${hostLabel(host, config.dns.zone)}`, {
      config,
      description: `Public WebSocket APIs of ${host}`,
    });
    const own = functionsOf(props.apis).filter((name) => !(name in props.shared));
    const functions = { ...props.shared, ...createFunctions(this, own, props) };
    const { zone, certificateArn } = frontDoor;
    const domain = new PublicDomain(this, 'Host', { host, certificateArn });
    const created = props.apis.map((api) => {
      const gateway = new SocketGateway(this, `Api-${api.name}`, {
        api,
        routes: routesOf(api).map(([key, target]) => routeOf(api, key, target, functions, links)),
      });
      const mapping = gateway.mapTo(domain.resource, `Path-${api.basePath}`, api.basePath);
      permitCalls(gateway, api, functions);
      permitPostBacks(gateway, api, functions, links);
      new CfnOutput(this, `Url-${api.name}`, { value: `wss://${host}/${api.basePath}` });
      return { api, gateway, mapping };
    });
    const name = new FrontName(this, 'Name', { zone, host, target: domain.name });
    name.node.addDependency(...created.map(({ mapping }) => mapping)); // nobody is led to what does not answer yet
    new Operations(this, 'Operations', {
      config,
      label: hostLabel(host, config.dns.zone),
      apis: created.map(({ api, gateway: { apiId, stageName, accessLogs } }) => ({
        kind: 'websocket' as const,
        name: api.name,
        apiId,
        stageName,
        accessLogs,
      })),
    });
  }
}

function routesOf({ routes = {} }: ApiConfig): [string, RouteTarget][] {
  return Object.entries(routes).map(([key, target]) => [key, routeTargetOf(target) as RouteTarget]);
}

function routeOf(
  api: ApiConfig,
  routeKey: string,
  target: RouteTarget,
  functions: Readonly<Record<string, Callable>>,
  links: Readonly<Record<string, Link>>,
): SocketRoute {
  const isAuthorized =
    routeKey === '$connect' && (target.authorization ?? api.authorization ?? 'iam') === 'iam';
  return {
    routeKey,
    authorization: isAuthorized ? 'AWS_IAM' : 'NONE',
    answers: target.answers ?? false,
    integration:
      target.backend === undefined
        ? { functionUri: invocationUri(functions[target.function!]!.functionArn) }
        : toBackend(links[target.backend]!, target),
  };
}

function toBackend({ linkId, backend }: Link, target: RouteTarget): SocketRoute['integration'] {
  const { host, port } = backend.network ?? backend;
  return {
    linkId,
    method: target.method ?? 'POST',
    uri: `${backend.protocol}://${host}:${port}${target.path ?? '/'}`,
    parameters: parametersOf(target),
  };
}

/** What a backend needs to know to post back; what hybrid.yaml passes by the same name wins. */
const forPostBack = {
  connectionid: 'context.connectionId',
  'x-api-id': 'context.apiId',
  'x-stage': 'context.stage',
  'x-event-type': 'context.eventType',
};

/** As AWS writes them: `integration.request.header.connectionid` ← `context.connectionId`. */
function parametersOf({ pass, postsBack }: Pick<RouteTarget, 'pass' | 'postsBack'>): Record<string, string> {
  const own = Object.entries(pass?.headers ?? {});
  const named = new Set(own.map(([name]) => name.toLowerCase()));
  const added = Object.entries(postsBack ? forPostBack : {}).filter(([name]) => !named.has(name));
  return Object.fromEntries([
    ...[...own, ...added].map(([name, source]) => [`integration.request.header.${name}`, source]),
    ...Object.entries(pass?.query ?? {}).map(([name, source]) => [
      `integration.request.querystring.${name}`,
      source,
    ]),
  ]);
}

function permitCalls(
  { apiId, node, stageName }: SocketGateway,
  api: ApiConfig,
  functions: Readonly<Record<string, Callable>>,
): void {
  for (const [index, [routeKey, target]] of routesOf(api).entries()) {
    if (target.function === undefined) continue;
    const { functionArn } = functions[target.function]!;
    const source = `${stageName}/${routeKey}`;
    new InvokePermission(node.scope!, `May-call-${api.name}-${index + 1}`, { functionArn, apiId, source });
  }
}

/** Only who posts back may: on the connections of this API's stage, and on no other API's. */
function permitPostBacks(
  gateway: SocketGateway,
  api: ApiConfig,
  functions: Readonly<Record<string, Callable>>,
  links: Readonly<Record<string, Link>>,
): void {
  const posting = routesOf(api).filter(([, { postsBack }]) => postsBack);
  const names = new Set(posting.map(([, target]) => target.function ?? target.backend!));
  for (const name of names) {
    const role = (functions[name] ?? links[name]?.backend)?.role;
    if (!role) continue;
    const connections = `${gateway.stageName}/POST/@connections/*`;
    const policy = new Policy(gateway, `May-post-back-${name}`, {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['execute-api:ManageConnections'],
          resources: [
            `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${gateway.apiId}/${connections}`,
          ],
        }),
      ],
    });
    const logicalId = Stack.of(gateway).resolve(gateway.resource.logicalId);
    Validations.of(policy).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<${logicalId}>/${connections}]`,
      reason: 'Connections come and go: their ids are not known when the template is written.',
    });
  }
}
