import type { CfnApiMapping } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { callSources } from './api-stack';
import type { ApiConfig } from './config-schema';
import { type RouteTarget, routeTargetOf } from './config-schema/apis';
import type { FrontDoorStack } from './front-door-stack';
import { createFunctions, type FunctionsProps } from './functions';
import { hostLabel } from './host-label';
import { KitStack } from './kit-stack';
import type { Link } from './links';
import { Operations, type WatchedApi } from './operations';
import { FrontName } from './path/1-dns';
import { HttpGateway, type HttpRouteTarget, PublicDomain } from './path/5-http-gateway';
import { type Callable, InvokePermission } from './path/8-integration';

export interface HttpApiStackProps extends FunctionsProps {
  readonly host: string;
  /** The HTTP APIs of this host, which differ by base path. */
  readonly apis: readonly ApiConfig[];
  readonly frontDoor: Pick<FrontDoorStack, 'zone' | 'certificateArn'>;
  /** Functions of other stacks, by name. */
  readonly shared: Readonly<Record<string, Callable>>;
  /** By backend. */
  readonly links: Readonly<Record<string, Link>>;
}

/** One host of HTTP APIs: open to the internet, its record, its custom domain and the functions that only it calls. */
export class HttpApiStack extends KitStack {
  constructor(scope: Construct, props: HttpApiStackProps) {
    const { config, host, frontDoor, links } = props;
    super(scope, `api-${hostLabel(host, config.dns.zone)}`, {
      config,
      description: `Public HTTP APIs of ${host}`,
    });
    const own = functionsOf(props.apis).filter((name) => !(name in props.shared));
    const functions = { ...props.shared, ...createFunctions(this, own, props) };
    const { zone, certificateArn } = frontDoor;
    const domain = new PublicDomain(this, 'Host', { host, certificateArn });
    const mappings: CfnApiMapping[] = [];
    const watched: WatchedApi[] = [];
    for (const api of props.apis) {
      const routes = Object.entries(api.routes ?? {}).map(([routeKey, target]) =>
        routeOf(api, routeKey, routeTargetOf(target), functions, links),
      );
      const created = new HttpGateway(this, `Api-${api.name}`, { api, routes });
      mappings.push(domain.map(`Path-${api.basePath}`, api.basePath, created));
      permitCalls(created, api, functions);
      const { apiId, accessLogs } = created;
      watched.push({ kind: 'http', name: api.name, apiId, stageName: '$default', accessLogs });
      new CfnOutput(this, `Url-${api.name}`, { value: `https://${host}/${api.basePath}` });
    }
    const name = new FrontName(this, 'Name', { zone, host, target: domain.name });
    name.node.addDependency(...mappings); // nobody is led to what does not answer yet
    new Operations(this, 'Operations', { config, label: hostLabel(host, config.dns.zone), apis: watched });
  }
}

/** Functions that routes name. */
export function functionsOf(apis: readonly ApiConfig[]): string[] {
  const targets = apis.flatMap(({ routes = {} }) =>
    Object.values(routes).map((target): RouteTarget => routeTargetOf(target)),
  );
  return [...new Set(targets.flatMap((target) => target.function ?? []))];
}

function routeOf(
  api: ApiConfig,
  routeKey: string,
  { backend, authorization, parameters, responses, ...target }: RouteTarget,
  functions: Readonly<Record<string, Callable>>,
  links: Readonly<Record<string, Link>>,
): HttpRouteTarget {
  const isOpen = (authorization ?? api.authorization ?? 'iam') === 'none';
  return {
    routeKey: routeKey.trim().replace(/\s+/, ' '),
    authorization: isOpen ? 'NONE' : 'AWS_IAM',
    integration:
      backend === undefined ? { uri: functions[target.function!]!.functionArn } : to(links[backend]!),
    parameters,
    responses,
  };
}

function to({ linkId, backend }: Link): HttpRouteTarget['integration'] {
  const serverName = backend.protocol === 'https' ? backend.host : undefined;
  return { uri: backend.listenerArn!, linkId, serverName };
}

function permitCalls(
  created: HttpGateway,
  api: ApiConfig,
  functions: Readonly<Record<string, Callable>>,
): void {
  const calls = Object.entries(api.routes ?? {}).flatMap(([routeKey, target]) => {
    const functionName = routeTargetOf(target).function;
    const [method = '', path = ''] = routeKey.trim().split(/\s+/);
    return functionName === undefined ? [] : [{ functionName, method, path }];
  });
  for (const name of new Set(calls.map(({ functionName }) => functionName))) {
    const own = calls.filter(({ functionName }) => functionName === name);
    for (const [index, source] of callSources('*', own).entries()) {
      const { functionArn } = functions[name]!;
      const { apiId } = created;
      new InvokePermission(created, `May-call-${name}-${index + 1}`, { functionArn, apiId, source });
    }
  }
}
