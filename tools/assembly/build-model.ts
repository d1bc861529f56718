import type { Assembly } from './assembly';
import { buildCertificates } from './builders/certificates';
import { buildHostedZones } from './builders/dns';
import { buildDomains } from './builders/domains';
import { buildEndpoints } from './builders/endpoints';
import { buildFunctions } from './builders/functions';
import { buildHttpApis } from './builders/http-apis';
import { buildLoadBalancers } from './builders/load-balancers';
import { buildPeerings, buildSubnets, buildVpcs } from './builders/network';
import { buildNetworkAcls } from './builders/network-acls';
import { buildPrincipals } from './builders/principals';
import { buildInboundEndpoints, buildOutboundEndpoints, buildResolverRules } from './builders/resolver';
import { buildRestApis } from './builders/rest-apis';
import { buildRouteTables } from './builders/routes';
import { buildSecurityGroups } from './builders/security-groups';
import { type Before, buildStages } from './builders/stages';
import { buildTargetGroups } from './builders/target-groups';
import { buildTransitGatewayAttachments } from './builders/transit-gateways';
import { buildTrustStores } from './builders/trust-stores';
import { buildApiKeys, buildUsagePlans } from './builders/usage-plans';
import { buildVantages } from './builders/vantages';
import { buildVpcLinks } from './builders/vpc-links';
import { buildWebSocketApis } from './builders/websocket-apis';
import type { Model } from './model';
import { ignoredTypes } from './modelled-types';
import { World } from './world';

export interface BuildOptions {
  /** What was deployed before; stages whose deployment did not change go on serving it. @default the same */
  readonly deployed?: Assembly;
  /** Values of template parameters, by `Name` or `Stack:Name`. @default the templates' own defaults */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * The typed model of an assembly. Pure; never throws for what a template says: what cannot be resolved is
 * an `Unknown` in its place and in `unknowns`.
 */
export function buildModel(assembly: Assembly, options: BuildOptions = {}): Model {
  const { parameters } = options;
  const before = options.deployed && previously(options.deployed, parameters);
  return modelOf(new World(assembly, { parameters }), before);
}

function previously(assembly: Assembly, parameters: BuildOptions['parameters']): Before {
  const world = new World(assembly, { parameters });
  return { world, model: modelOf(world) };
}

function modelOf(world: World, before?: Before): Model {
  const [first] = world.scopes;
  noteTransforms(world);
  const vpcs = buildVpcs(world);
  const endpoints = buildEndpoints(world);
  const functions = buildFunctions(world);
  const inboundEndpoints = buildInboundEndpoints(world);
  const restApis = buildRestApis(world);
  const webSocketApis = buildWebSocketApis(world, before);
  const httpApis = buildHttpApis(world);
  return {
    partition: first?.partition ?? 'aws',
    region: first?.region ?? '',
    account: first?.account ?? '',
    vantages: buildVantages(world, vpcs, functions, inboundEndpoints),
    vpcs,
    subnets: buildSubnets(world),
    routeTables: buildRouteTables(world),
    peerings: buildPeerings(world),
    transitGatewayAttachments: buildTransitGatewayAttachments(world),
    networkAcls: buildNetworkAcls(world),
    securityGroups: buildSecurityGroups(world),
    endpoints,
    loadBalancers: buildLoadBalancers(world),
    targetGroups: buildTargetGroups(world, endpoints),
    certificates: buildCertificates(world),
    trustStores: buildTrustStores(world),
    hostedZones: buildHostedZones(world),
    inboundEndpoints,
    outboundEndpoints: buildOutboundEndpoints(world),
    resolverRules: buildResolverRules(world),
    restApis,
    stages: buildStages(world, restApis, before),
    webSocketApis,
    domains: buildDomains(world),
    functions,
    httpApis,
    vpcLinks: buildVpcLinks(world),
    principals: buildPrincipals(world, [...restApis, ...httpApis, ...webSocketApis]),
    apiKeys: buildApiKeys(world),
    usagePlans: buildUsagePlans(world),
    ignored: ignoredTypes(world),
    unknowns: [...world.unknowns],
    notes: [...world.notes],
  };
}

/** A macro may add or change resources when it is deployed: nothing of that is in the template. */
function noteTransforms(world: World): void {
  for (const { name, template } of world.scopes) {
    if (template.Transform === undefined) continue;
    for (const transform of [template.Transform].flat()) {
      // Adds functions to the template language and no resources.
      if (transform === 'AWS::LanguageExtensions') continue;
      const text = typeof transform === 'string' ? transform : JSON.stringify(transform);
      world.unknown(`transform ${text} runs at deploy time`, { stack: name, logicalId: 'Transform' });
    }
  }
}
