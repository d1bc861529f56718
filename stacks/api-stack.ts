import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type ServedBy, statedWays } from './accounts';
import { type ApiDefinition, type FunctionCall, functionNames, placeFunctions } from './api-definition';
import { createGuards, guardKey } from './authorizer-functions';
import type { ApiConfig } from './config-schema';
import type { ApiAccount } from './config-schema/accounts';
import type { FrontDoorStack } from './front-door-stack';
import { createFunctions, type FunctionsProps } from './functions';
import { hostLabel } from './host-label';
import type { WayIn } from './ingress';
import { KitStack } from './kit-stack';
import { type Link, placeLinks } from './links';
import { placeBackends } from './mapped-operation';
import { Operations, type WatchedApi } from './operations';
import { FrontName } from './path/1-dns';
import { CustomDomain, type HostDomain, PrivateApi } from './path/5-gateway';
import { PrivateDomain } from './path/5-private-domain';
import { AuthorizerPermissions } from './path/7-authorizer';
import type { PlannedStage } from './path/7-usage-plan';
import type { Backend } from './path/8-backend';
import { type Callable, InvokePermission, invocationUri, streamingUri } from './path/8-integration';
import { readProxyName } from './proxy-functions';

export interface ApiStackProps extends FunctionsProps {
  readonly host: string;
  /** The APIs of this host, which differ by base path. */
  readonly apis: readonly { readonly api: ApiConfig; readonly definition: ApiDefinition }[];
  /** What all hosts share. */
  readonly frontDoor: FrontDoorStack;
  /** That owns this host, where it is not the front door's: then the front door's account makes the name. */
  readonly owner?: ApiAccount;
  /** Functions of other stacks, by name. */
  readonly shared: Readonly<Record<string, Callable>>;
  /** VPC links by backend. */
  readonly links: Readonly<Record<string, Link>>;
  /** By their names in hybrid.yaml. */
  readonly backends: Readonly<Record<string, Backend>>;
}

/** One host: its name, its custom domain, its APIs, and the functions that only they call. */
export class ApiStack extends KitStack {
  /** By the names of the APIs. */
  readonly stages: Readonly<Record<string, PlannedStage>>;

  constructor(scope: Construct, props: ApiStackProps) {
    const { config, host, frontDoor, owner } = props;
    super(scope, `api-${hostLabel(host, config.dns.zone)}`, {
      config,
      account: owner?.id,
      description: `Private APIs of ${host}`,
    });
    const needed = new Set(props.apis.flatMap(({ definition }) => functionNames(definition)));
    const own = [...needed].filter((name) => !(name in props.shared));
    const functions = { ...props.shared, ...createFunctions(this, own, props) };
    const serves = owner ? statedWays(config) : frontDoor.serves.map(asServed);
    const watched: WatchedApi[] = [];
    const domains = serves.map((way) => this.domainFor(way, props));
    const stages: Record<string, PlannedStage> = {};
    for (const { api, definition } of props.apis) {
      const guards = createGuards(this, api.name, definition.guards ?? [], props);
      const callables = { ...functions, ...guards };
      const created = new PrivateApi(this, `Api-${api.name}`, {
        api,
        document: placeBackends(
          placeLinks(
            placeFunctions(definition.document, (name) => uriOf(name, callables[name]!)),
            props.links,
          ),
          props.backends,
        ),
        endpointIds: [...serves.map(({ endpointId }) => endpointId), ...api.allowEndpoints],
      });
      for (const domain of domains) domain.map(`Path-${api.basePath}`, api.basePath, created);
      permitCalls(created, api.stage, definition, callables);
      const { apiId, stageName, accessLogs } = created;
      stages[api.name] = { apiId, stageName };
      watched.push({ kind: 'rest', name: api.name, apiId, stageName, accessLogs });
      new CfnOutput(this, `Url-${api.name}`, { value: `https://${host}/${api.basePath}` });
    }
    if (!owner) {
      const { zone, leadsTo } = frontDoor;
      const name = new FrontName(this, 'Name', { zone, host, target: leadsTo });
      name.node.addDependency(...domains); // nobody is led to what does not answer yet
    }
    this.stages = stages;
    new Operations(this, 'Operations', { config, label: hostLabel(host, config.dns.zone), apis: watched });
  }

  private domainFor(
    { domains, endpointId }: ServedBy,
    { config: { accounts }, host, owner, frontDoor }: ApiStackProps,
  ): HostDomain {
    const certificateArn = owner?.certificate ?? frontDoor.certificateArn;
    if (domains === 'public') return new CustomDomain(this, 'Host', { host, certificateArn });
    const consumer = owner && {
      account: accounts!.hub.id,
      sameOrganization: accounts!.sameOrganization,
      domainId: owner.domains[host]!,
    };
    return new PrivateDomain(this, 'PrivateHost', { host, certificateArn, endpointId, consumer });
  }
}

function asServed({ domains, endpoint }: WayIn): ServedBy {
  return { domains, endpointId: endpoint.endpointId };
}

function uriOf(name: string, { functionArn }: Callable): string {
  return readProxyName(name)?.form === 'streamed' ? streamingUri(functionArn) : invocationUri(functionArn);
}

/** Lets an API call its functions, and nobody else through it. */
function permitCalls(
  api: PrivateApi,
  stage: string,
  { calls, authorizers, guards = [] }: ApiDefinition,
  functions: Readonly<Record<string, Callable>>,
): void {
  const { apiId } = api;
  for (const name of new Set(calls.map(({ functionName }) => functionName))) {
    const sources = callSources(
      stage,
      calls.filter(({ functionName }) => functionName === name),
    );
    for (const [index, source] of sources.entries()) {
      const { functionArn } = functions[name]!;
      new InvokePermission(api, `May-call-${name}-${index + 1}`, { functionArn, apiId, source });
    }
  }
  const guardNames = [...authorizers, ...guards.map(guardKey)];
  if (guardNames.length === 0) return;
  new AuthorizerPermissions(api, 'May-authorize-by', {
    apiId,
    functions: Object.fromEntries(guardNames.map((name) => [name, functions[name]!])),
  });
}

/**
 * One source per route, until there are so many that they would fill the function's policy (20 KB) and the
 * stack (500 resources): then the API's stage as a whole.
 */
const routesNamedEach = 5;

/** What follows the API id in the source ARNs under which calls arrive: aws-facts §10. */
export function callSources(stage: string, calls: readonly FunctionCall[]): string[] {
  if (calls.length > routesNamedEach) return [`${stage}/*`];
  return calls.map(({ method, path }) => {
    const pattern = path.replace(/\{[^}]+\}/g, '*').replace(/^\//, '');
    return `${stage}/${method === 'ANY' ? '*' : method}/${pattern}`;
  });
}
