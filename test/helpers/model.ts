import type {
  Model,
  NetworkAcl,
  NetworkInterface,
  SecurityGroupRule,
  Unknown as UnknownValue,
  Where,
} from '../../tools/assembly/model';

/** A model that a test may change before it is used. */
export type Draft<T> = T extends UnknownValue
  ? T
  : T extends readonly (infer Item)[]
    ? Draft<Item>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Draft<T[Key]> }
      : T;

export function at(logicalId: string, stack = 'corp'): Where {
  return { stack, logicalId };
}

export const region = 'eu-west-1';
export const zones = ['eu-west-1a', 'eu-west-1b'] as const;
export const front = {
  loadBalancer: 'corp-0a1b2c3d.elb.eu-west-1.amazonaws.com',
  endpoint: 'vpce-0app.execute-api.eu-west-1.vpce.amazonaws.com',
  executeApi: 'execute-api.eu-west-1.amazonaws.com',
} as const;

function rule(logicalId: string, peer: SecurityGroupRule['peer'], port = 443): Draft<SecurityGroupRule> {
  const isAll = port < 0;
  return {
    where: at(logicalId),
    protocol: isAll ? -1 : 6,
    fromPort: isAll ? 0 : port,
    toPort: isAll ? 65535 : port,
    peer,
  };
}

export const everywhere = { cidr: '0.0.0.0/0' } as const;

export function cidrRule(cidr: string, port = 443): Draft<SecurityGroupRule> {
  return rule('CidrRule', { cidr }, port);
}

export function groupRule(securityGroupId: string, port = 443): Draft<SecurityGroupRule> {
  return rule('GroupRule', { securityGroupId }, port);
}

function openAcl(id: string, vpcId: string): Draft<NetworkAcl> {
  const entry = (egress: boolean) => ({
    where: at(id),
    number: 100,
    egress,
    allow: true,
    protocol: -1,
    cidr: '0.0.0.0/0',
    fromPort: 0,
    toPort: 65535,
  });
  return { where: at(id), id, vpcId, entries: [entry(false), entry(true)] };
}

function host(address: string, vpcId: string, subnetId: string, group: string): Draft<NetworkInterface> {
  return { where: at(`Host${subnetId}`), address, vpcId, subnetId, securityGroupIds: [group] };
}

interface Network {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
}

const app: Network = { id: 'vpc-app', name: 'app', prefix: '10.20' };
const premises: Network = { id: 'vpc-onprem', name: 'on-prem', prefix: '10.10' };
const other: Network = { id: 'vpc-other', name: 'other', prefix: '10.30' };
const networks = [app, premises, other];

function networkParts(): Pick<Draft<Model>, 'vpcs' | 'subnets' | 'routeTables' | 'networkAcls' | 'peerings'> {
  const route = (destination: string) => ({
    where: at('PeerRoute'),
    destination,
    target: { kind: 'peering' as const, id: 'pcx-1' },
  });
  const peers: Record<string, string> = { 'vpc-app': '10.10.0.0/16', 'vpc-onprem': '10.20.0.0/16' };
  return {
    vpcs: networks.map(({ id, name, prefix }) => ({
      where: at(`Vpc-${name}`),
      id,
      name,
      cidrs: [`${prefix}.0.0/16`],
      dnsSupport: true,
      dnsHostnames: true,
      hasInternetGateway: false,
    })),
    subnets: networks.flatMap(({ id, name, prefix }) =>
      zones.map((zone, i) => ({
        where: at(`Subnet-${name}-${i}`),
        id: `subnet-${name}-${i}`,
        vpcId: id,
        cidr: `${prefix}.${i}.0/24`,
        zone,
        routeTableId: `rtb-${name}`,
        networkAclId: `acl-${name}`,
      })),
    ),
    routeTables: networks.map(({ id, name }) => ({
      where: at(`Routes-${name}`),
      id: `rtb-${name}`,
      vpcId: id,
      routes: peers[id] ? [route(peers[id])] : [],
    })),
    networkAcls: networks.map(({ id, name }) => openAcl(`acl-${name}`, id)),
    peerings: [{ where: at('Peering'), id: 'pcx-1', requesterVpcId: 'vpc-onprem', accepterVpcId: 'vpc-app' }],
  };
}

function frontParts(): Pick<Draft<Model>, 'loadBalancers' | 'targetGroups' | 'endpoints' | 'certificates'> {
  const healthCheck = {
    protocol: 'TCP' as const,
    path: '/',
    matcher: '200-399',
    intervalSeconds: 30,
    timeoutSeconds: 10,
    healthyThreshold: 5,
    unhealthyThreshold: 2,
  };
  const inSubnet = (address: string, i: number, group: string) => ({
    address,
    vpcId: 'vpc-app',
    subnetId: `subnet-app-${i}`,
    securityGroupIds: [group],
    zone: zones[i] as string,
  });
  return {
    loadBalancers: [
      {
        where: at('Balancer'),
        arn: 'arn:lb',
        type: 'network',
        scheme: 'internal',
        vpcId: 'vpc-app',
        nodes: [0, 1].map((i) => ({ ...inSubnet(`10.20.${i}.10`, i, 'sg-lb'), where: at('Balancer') })),
        dnsName: front.loadBalancer,
        hostedZoneId: 'Z2IFOLAFXWLO4F',
        crossZone: false,
        listeners: [
          {
            where: at('Listener'),
            arn: 'arn:listener',
            port: 443,
            protocol: 'TLS',
            sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
            certificateArns: ['arn:cert'],
            targetGroupArns: ['arn:tg'],
          },
        ],
      },
    ],
    targetGroups: [
      {
        where: at('Targets'),
        arn: 'arn:tg',
        protocol: 'TLS',
        port: 443,
        targetType: 'ip',
        vpcId: 'vpc-app',
        preserveClientIp: false,
        proxyProtocolV2: false,
        healthCheck,
        targets: [0, 1].map((i) => ({
          where: at('EndpointTargets'),
          id: `10.20.${i}.20`,
          port: 443,
          zone: zones[i] as string,
        })),
      },
    ],
    endpoints: [
      {
        where: at('Endpoint'),
        id: 'vpce-0app',
        vpcId: 'vpc-app',
        service: 'com.amazonaws.eu-west-1.execute-api',
        privateDns: true,
        interfaces: [0, 1].map((i) => ({
          ...inSubnet(`10.20.${i}.20`, i, 'sg-endpoint'),
          id: `eni-${i}`,
          where: at('Endpoint'),
        })),
        dnsNames: [
          { name: front.endpoint, addresses: ['10.20.0.20', '10.20.1.20'] },
          {
            name: `vpce-0app-eu-west-1a.execute-api.eu-west-1.vpce.amazonaws.com`,
            addresses: ['10.20.0.20'],
          },
        ],
        hostedZoneId: 'ZENDPOINT',
      },
    ],
    certificates: [{ where: at('Certificate'), arn: 'arn:cert', names: ['*.corp.example'] }],
  };
}

function apiParts(): Pick<Draft<Model>, 'restApis' | 'stages' | 'domains' | 'functions'> {
  const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:hello';
  const statement = (effect: 'Allow' | 'Deny', condition: Record<string, Record<string, string[]>>) => ({
    where: at('Api'),
    effect,
    principal: '*' as const,
    action: ['execute-api:Invoke'],
    resource: ['execute-api:/*'],
    condition,
  });
  const definition = {
    where: at('Api'),
    vpcEndpointIds: ['vpce-0app'],
    defaultEndpointDisabled: false,
    policy: {
      version: '2012-10-17',
      statements: [
        statement('Allow', {}),
        statement('Deny', { StringNotEquals: { 'aws:SourceVpce': ['vpce-0app'] } }),
      ],
    },
    methods: [
      {
        where: at('GetRoot'),
        path: '/',
        httpMethod: 'GET',
        authorization: 'NONE' as const,
        apiKeyRequired: false,
        integration: { where: at('GetRoot'), type: 'AWS_PROXY' as const, functionArn, timeoutMs: 29000 },
      },
    ],
    authorizers: [],
    gatewayResponses: [],
    binaryMediaTypes: [],
  };
  return {
    restApis: [
      {
        where: at('Api'),
        id: 'api1234567',
        name: 'pvt',
        endpointType: 'PRIVATE',
        rootResourceId: 'root',
        definition,
      },
    ],
    stages: [
      {
        where: at('Stage'),
        apiId: 'api1234567',
        name: 'demo',
        variables: {},
        serves: definition,
        stale: false,
      },
    ],
    domains: [
      {
        where: at('Domain'),
        name: 'pvt-api.corp.example',
        endpointType: 'REGIONAL',
        certificateArn: 'arn:cert',
        securityPolicy: 'TLS_1_2',
        regionalDomainName: `d-abc123.${front.executeApi}`,
        mappings: [
          { where: at('Mapping'), basePath: '', multiLevel: false, apiId: 'api1234567', stage: 'demo' },
        ],
      },
    ],
    functions: [
      {
        where: at('Hello'),
        arn: functionArn,
        name: 'hello',
        runtime: 'nodejs24.x',
        handler: 'index.handler',
        timeoutSeconds: 10,
        memoryMb: 128,
        environment: {},
        permissions: [
          {
            where: at('Permission'),
            principal: 'apigateway.amazonaws.com',
            action: 'lambda:InvokeFunction',
            sourceArn: 'arn:aws:execute-api:eu-west-1:111122223333:api1234567/*',
          },
        ],
      },
    ],
  };
}

/**
 * The usual chain, by hand: a simulated data centre (10.10) peered with the application VPC (10.20), a VPC that
 * knows neither (10.30), a network load balancer, an endpoint, one private API behind pvt-api.corp.example.
 */
export function buildModel(change: (draft: Draft<Model>) => void = () => {}): Model {
  const draft: Draft<Model> = {
    partition: 'aws',
    region,
    account: '111122223333',
    vantages: [
      ...networks.map(({ id, name, prefix }) => ({
        name,
        kind: 'vpc' as const,
        where: at(`Vpc-${name}`),
        vpcId: id,
        source: host(`${prefix}.0.50`, id, `subnet-${name}-0`, `sg-host-${name}`),
      })),
      { name: 'internet', kind: 'internet', where: at('internet') },
    ],
    ...networkParts(),
    transitGatewayAttachments: [],
    securityGroups: [
      {
        where: at('BalancerGroup'),
        id: 'sg-lb',
        vpcId: 'vpc-app',
        ingress: [cidrRule('10.10.0.0/16'), cidrRule('10.20.0.0/16')],
        egress: [groupRule('sg-endpoint')],
      },
      {
        where: at('EndpointGroup'),
        id: 'sg-endpoint',
        vpcId: 'vpc-app',
        ingress: [groupRule('sg-lb')],
        egress: [],
      },
      ...networks.map(({ id, name }) => ({
        where: at(`HostGroup-${name}`),
        id: `sg-host-${name}`,
        vpcId: id,
        ingress: [],
        egress: [rule('HostEgress', everywhere, -1)],
      })),
    ],
    ...frontParts(),
    hostedZones: [
      {
        where: at('Zone'),
        id: 'ZCORP',
        name: 'corp.example',
        private: true,
        vpcIds: ['vpc-app', 'vpc-onprem'],
        records: [
          {
            where: at('Record'),
            name: 'pvt-api.corp.example',
            type: 'A',
            values: [],
            alias: {
              dnsName: `dualstack.${front.loadBalancer}`,
              hostedZoneId: 'Z2IFOLAFXWLO4F',
              evaluateTargetHealth: true,
            },
          },
        ],
      },
    ],
    outboundEndpoints: [],
    resolverRules: [],
    inboundEndpoints: [],
    ...apiParts(),
    unknowns: [],
    ignored: [],
  };
  change(draft);
  return draft as Model;
}
