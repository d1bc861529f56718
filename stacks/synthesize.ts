import { join, relative, resolve } from 'node:path';
import { App, Aspects, Validations } from 'aws-cdk-lib/core';
import { type CloudAssembly, CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { packageRoot } from '../tools/root';
import { accountOfHost } from './accounts';
import { protectDefinition } from './api-access';
import { defineApi, functionNames } from './api-definition';
import { guardDefinition } from './api-guards';
import { ApiStack, type ApiStackProps } from './api-stack';
import { authorizerSources } from './authorizer-code';
import { BackendsStack } from './backends-stack';
import type { ApiConfig, HybridConfig } from './config-schema';
import { routeTargetOf } from './config-schema/apis';
import { FrontDoorStack } from './front-door-stack';
import { FunctionsStack } from './functions-stack';
import { GatewayStack } from './gateway-stack';
import { functionsOf, HttpApiStack } from './http-api-stack';
import { bundleHandlers, type HandlerSource } from './lambda-code';
import { LinksStack } from './links-stack';
import { NameStack } from './name-stack';
import { NetworkStack } from './network-stack';
import { OnPremisesStack } from './on-premises-stack';
import { AlarmTopic } from './operations/alarm-topic';
import { readProxyName } from './proxy-functions';
import { readableKeys } from './readable-keys';
import { addRunners, canarySettings } from './runners';
import { SocketStack } from './socket-stack';
import { UsagePlansStack } from './usage-plans-stack';

/**
 * Exports and imports, which CloudFormation guards: what another stack uses can't be replaced or removed.
 * The recommended weak kind follows a replaced endpoint or VPC silently, with deployed APIs still naming the old one.
 */
const crossStackReferences = '@aws-cdk/core:defaultCrossStackReferences';

export interface AppOptions {
  /** @default cdk.out in the working directory, or where the CDK command line says */
  readonly outdir?: string;
  /** Check templates against CloudFormation's schemas and the AWS Solutions rules; some three seconds. @default false */
  readonly validate?: boolean;
}

export interface SynthesizeOptions extends AppOptions {
  /** Folder of hybrid.yaml: entries and OpenAPI files are relative to it. */
  readonly dir: string;
}

/**
 * Writes the templates of an environment.
 * @throws KitError for a handler that cannot be bundled
 */
export function synthesize(config: HybridConfig, options: SynthesizeOptions): CloudAssembly {
  const app = createApp(options);
  addStacks(app, config, options.dir);
  return app.synth();
}

/** An app without stacks. */
export function createApp({ outdir, validate = false }: AppOptions): App {
  const app = new App({
    outdir,
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: validate,
    // In code, not in cdk.json: a run without the CDK command line writes the same templates.
    context: { ...CURRENTLY_RECOMMENDED_FLAGS, [crossStackReferences]: 'strong' },
  });
  if (validate) {
    const { AwsSolutionsChecks } = require('cdk-nag') as typeof import('cdk-nag');
    Validations.of(app).addPlugins(new AwsSolutionsChecks());
  }
  return app;
}

/** The stacks of an environment; whatever is used by others comes first, and is deleted last. */
export function addStacks(app: App, config: HybridConfig, dir: string): void {
  const { topic } = config.operations;
  if (topic) Aspects.of(app).add(new AlarmTopic(topic));
  const code = bundle(config, dir);
  const { network, functionGroupId } = new NetworkStack(app, config);
  const onPremises = config.onPremises.simulate
    ? new OnPremisesStack(app, { config, application: network, probeCode: code.probe })
    : undefined;
  const frontDoor = new FrontDoorStack(app, {
    config,
    network,
    seenFrom: onPremises && config.onPremises.resolve === 'associated' ? [onPremises.network.vpcId] : [],
    endpointTargetsCode: code.endpointTargets,
    dir,
  });
  const hosts = byHost(config, dir);
  const publicHosts = hostsOf(config, 'http');
  const socketHosts = hostsOf(config, 'websocket');
  const proxies = [...neededBy([...hosts.values()])].filter((name) => readProxyName(name));
  const backends = Object.keys(config.backends).length
    ? new BackendsStack(app, { config, network, proxies, code })
    : undefined;
  const functionProps = {
    config,
    network,
    groupId: functionGroupId,
    code: code.functions,
    authorizerCode: code.authorizers,
  };
  const linked = linkedBackends(config);
  const links =
    backends && linked.length
      ? new LinksStack(app, {
          config,
          network,
          backends: Object.fromEntries(linked.map((name) => [name, backends.backends[name]!])),
        }).links
      : {};
  // Nothing crosses accounts: a host of another one has functions of its own.
  const ofHub = [...hosts].flatMap(([host, apis]) => (accountOfHost(config, host) ? [] : [apis]));
  const sharedNames = calledByMany(
    ofHub,
    [...publicHosts.values(), ...socketHosts.values()].map(functionsOf),
  );
  const shared = {
    ...(sharedNames.length ? new FunctionsStack(app, sharedNames, functionProps).functions : {}),
    ...backends?.proxies,
  };
  const gateways = new Map(
    Object.keys(config.accounts?.apis ?? {}).map((name) => {
      const stack = new GatewayStack(app, name, config);
      return [stack.account, stack] as const;
    }),
  );
  const stacks = [...hosts].map(([host, apis]) => {
    const owner = accountOfHost(config, host);
    const stack = new ApiStack(app, {
      ...functionProps,
      host,
      apis,
      frontDoor,
      owner,
      shared: owner ? {} : shared,
      links,
      backends: backends?.backends ?? {},
    });
    const gateway = owner ? gateways.get(owner.id)! : frontDoor;
    stack.addStackDependency(gateway, 'stages need the log role of API Gateway');
    if (!owner) return { stack };
    const name = new NameStack(app, { config, host, owner, frontDoor });
    name.addStackDependency(stack, 'nobody is led to what does not answer yet');
    return { stack, account: owner.id };
  });
  for (const [host, apis] of publicHosts) {
    new HttpApiStack(app, { ...functionProps, host, apis, frontDoor, shared, links });
  }
  for (const [host, apis] of socketHosts) {
    const stack = new SocketStack(app, { ...functionProps, host, apis, frontDoor, shared, links });
    stack.addStackDependency(frontDoor, 'stages need the log role of API Gateway');
  }
  if (Object.keys(config.usagePlans).length > 0) addUsagePlans(app, config, stacks);
  addRunners(app, config, onPremises?.probe);
}

interface OwnedStack {
  readonly stack: ApiStack;
  /** @default the hub's */
  readonly account?: string;
}

/** Keys and plans of each account with APIs: neither reaches beyond its account. */
function addUsagePlans(app: App, config: HybridConfig, stacks: readonly OwnedStack[]): void {
  for (const account of new Set(stacks.map((own) => own.account))) {
    const own = stacks.filter((one) => one.account === account).map(({ stack }) => stack);
    const stages = Object.assign({}, ...own.map((stack) => stack.stages)) as ApiStack['stages'];
    const plans = new UsagePlansStack(app, { config, account, stages });
    for (const stack of own) plans.addStackDependency(stack, 'plans name stages');
  }
}

/** Backends that some route reaches by a VPC link. */
function linkedBackends({ apis }: HybridConfig): string[] {
  const targets = apis.flatMap(({ routes = {} }) => Object.values(routes).map(routeTargetOf));
  return [...new Set(targets.flatMap(({ backend, via }) => (via === 'vpc-link' ? (backend ?? []) : [])))];
}

/** APIs of one kind by host. */
function hostsOf({ apis }: HybridConfig, kind: ApiConfig['kind']): Map<string, ApiConfig[]> {
  const hosts = new Map<string, ApiConfig[]>();
  for (const api of apis) {
    const host = api.host.toLowerCase();
    if (api.kind === kind) hosts.set(host, [...(hosts.get(host) ?? []), api]);
  }
  return hosts;
}

function bundle(config: HybridConfig, dir: string) {
  const ours = (name: string) => join(packageRoot, 'lambdas', name, 'handler.ts');
  const sources: Record<string, HandlerSource> = {
    'kit-endpoint-targets': { entry: ours('endpoint-targets') },
  };
  const backends = Object.values(config.backends);
  if (backends.some((one) => 'sample' in one)) {
    sources['kit-sample-backend'] = { entry: ours('sample-backend') };
  }
  if (backends.length) sources['kit-http-proxy'] = { entry: ours('http-proxy') };
  if (config.onPremises.simulate) {
    const calls = config.expect.filter(({ from }) => from === 'on-prem');
    sources['kit-probe'] = {
      entry: ours('probe'),
      beside: {
        'calls.json': portable(calls, dir),
        'api-keys.json': JSON.stringify(readableKeys(config)),
        ...canarySettings(config),
      },
    };
  }
  for (const [name, { entry }] of Object.entries(config.functions)) {
    sources[`function-${name}`] = { entry: resolve(dir, entry ?? `lambdas/${name}/handler.ts`) };
  }
  const guards = authorizerSources(config, dir);
  const code = bundleHandlers({ ...sources, ...guards }, dir);
  return {
    authorizers: Object.fromEntries(Object.keys(guards).map((key) => [key, code[key]!])),
    endpointTargets: code['kit-endpoint-targets']!,
    probe: code['kit-probe'],
    sampleBackend: code['kit-sample-backend'],
    httpProxy: code['kit-http-proxy'],
    functions: Object.fromEntries(
      Object.keys(config.functions).map((name) => [name, code[`function-${name}`]!]),
    ),
  };
}

/** Calls for another host: tokens stay in their files, which are not there, so that those calls are skipped there. */
function portable(calls: HybridConfig['expect'], dir: string): string {
  const placed = calls.map((call) => ({
    ...call,
    ...(call.clientCertificate && {
      clientCertificate: {
        cert: relative(dir, call.clientCertificate.cert),
        key: relative(dir, call.clientCertificate.key),
      },
    }),
    headers: Object.fromEntries(
      Object.entries(call.headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : { ...value, file: relative(dir, value.file) },
      ]),
    ),
  }));
  return JSON.stringify(placed);
}

type DefinedApi = ApiStackProps['apis'][number];

function byHost(config: HybridConfig, dir: string): Map<string, DefinedApi[]> {
  const hosts = new Map<string, DefinedApi[]>();
  for (const api of config.apis) {
    if (api.kind !== 'rest') continue;
    const host = api.host.toLowerCase();
    const guarded = guardDefinition(defineApi(api, dir, config.backends), api, config.authorizers);
    const definition = protectDefinition(guarded, api);
    hosts.set(host, [...(hosts.get(host) ?? []), { api, definition }]);
  }
  return hosts;
}

/** Names of the functions that any of the hosts needs. */
function neededBy(hosts: readonly (readonly DefinedApi[])[]): Set<string> {
  return new Set(hosts.flatMap((apis) => apis.flatMap(({ definition }) => functionNames(definition))));
}

/** Functions that more than one host needs; those of backends have a stack of their own. */
function calledByMany(
  hosts: readonly (readonly DefinedApi[])[],
  others: readonly (readonly string[])[],
): string[] {
  const needs = [...hosts.map((apis) => neededBy([apis])), ...others.map((names) => new Set(names))];
  const all = new Set(needs.flatMap((names) => [...names]));
  return [...all].filter(
    (name) => !readProxyName(name) && needs.filter((names) => names.has(name)).length > 1,
  );
}
