import { isRead, type Read, type Snapshot } from '../../../../tools/doctor/drift/snapshot';
import { NotKnown } from '../../../../tools/doctor/finding';
import type { Facts } from '../../../../tools/doctor/read';
import type { ReadName } from '../../../../tools/doctor/reads';

// biome-ignore lint/suspicious/noExplicitAny: inputs and answers of some forty calls
type Json = any;

/** What AWS answers to each call about a snapshot; a call that is denied is not known. */
export function answering(
  snapshot: Snapshot,
  denied: readonly ReadName[] = [],
): Facts & { readonly asked: Set<ReadName> } {
  const asked = new Set<ReadName>();
  return {
    asked,
    read: async (name, input) => {
      asked.add(name);
      if (denied.includes(name)) throw new NotKnown('READ_DENIED', `IAM denies ${name}`);
      const answer = answers[name];
      if (!answer) throw new Error(`there is no answer to ${name}`);
      return answer(snapshot, input) as never;
    },
  };
}

const all = <T>(read: Read<readonly T[]>): readonly T[] => (isRead(read) ? read : []);
type Answer = (snapshot: Snapshot, input: Json) => object | undefined;
const balancer = (s: Snapshot, arn: string) =>
  all(s.loadBalancers).find((one) => one.balancer.LoadBalancerArn === arn);
const listener = (s: Snapshot, arn: string) =>
  all(s.loadBalancers)
    .flatMap(({ listeners }) => all(listeners))
    .find((one) => one.listener.ListenerArn === arn);
const group = (s: Snapshot, arn: string) =>
  all(s.targetGroups).find((one) => one.group.TargetGroupArn === arn);
const rest = (s: Snapshot, id: string) => all(s.restApis).find(({ api }) => api.id === id);
const http = (s: Snapshot, id: string) => all(s.httpApis).find(({ api }) => api.ApiId === id);
const domain = (s: Snapshot, { domainName, domainNameId }: Json) =>
  all(s.domains).find(
    (one) => one.domain.domainName === domainName && one.domain.domainNameId === domainNameId,
  );
const zone = (s: Snapshot, id: string) => all(s.zones).find((one) => one.zone.Id === `/hostedzone/${id}`);
const vpc = (s: Snapshot, id: string) => all(s.vpcs).find((one) => one.vpc.VpcId === id);
const lambda = (s: Snapshot, name: string) =>
  all(s.functions).find(({ configuration }) => configuration.FunctionName === name);
const tables = (s: Snapshot) =>
  all(s.transitGateways).flatMap((one) => one.tables.map((of) => ({ id: one.id, ...of })));

const answers: Readonly<Record<string, Answer>> = {
  'sts:GetCallerIdentity': ({ account }) => ({ Account: account }),
  'cloudformation:ListStackResources': ({ stacks }, { StackName }) => {
    const found = stacks.find(({ name }) => name === StackName);
    return found && { StackResourceSummaries: found.resources };
  },
  'ec2:DescribeVpcs': (s) => ({ Vpcs: all(s.vpcs).map((one) => one.vpc) }),
  'ec2:DescribeVpcAttribute': (s, { VpcId, Attribute }) =>
    Attribute === 'enableDnsSupport'
      ? { EnableDnsSupport: { Value: vpc(s, VpcId)?.dnsSupport } }
      : { EnableDnsHostnames: { Value: vpc(s, VpcId)?.dnsHostnames } },
  'ec2:DescribeSubnets': (s) => ({ Subnets: s.subnets }),
  'ec2:DescribeRouteTables': (s) => ({ RouteTables: s.routeTables }),
  'ec2:DescribeNetworkAcls': (s) => ({ NetworkAcls: s.networkAcls }),
  'ec2:DescribeSecurityGroups': (s) => ({ SecurityGroups: s.securityGroups }),
  'ec2:DescribeInternetGateways': (s) => ({ InternetGateways: s.internetGateways }),
  'ec2:DescribeVpcPeeringConnections': (s) => ({ VpcPeeringConnections: s.peerings }),
  'ec2:DescribeVpcEndpoints': (s) => ({
    VpcEndpoints: [...all(s.endpoints), { VpcEndpointId: 'vpce-gateway', VpcEndpointType: 'Gateway' }],
  }),
  'ec2:DescribeNetworkInterfaces': (s) => ({ NetworkInterfaces: s.interfaces }),
  'ec2:DescribeTransitGatewayVpcAttachments': (s) => ({
    TransitGatewayVpcAttachments: all(s.transitGateways).flatMap(({ attachments }) => attachments),
  }),
  'ec2:DescribeTransitGatewayAttachments': (s, { Filters }) => ({
    TransitGatewayAttachments: tables(s)
      .filter(({ id }) => id === Filters[0].Values[0])
      .flatMap(({ table, attachmentIds }) =>
        attachmentIds.map((id) => ({
          TransitGatewayAttachmentId: id,
          Association: { TransitGatewayRouteTableId: table },
        })),
      ),
  }),
  'ec2:SearchTransitGatewayRoutes': (s, { TransitGatewayRouteTableId: id }) => ({
    Routes: tables(s).find(({ table }) => table === id)?.routes,
  }),
  'elbv2:DescribeLoadBalancers': (s) => ({ LoadBalancers: all(s.loadBalancers).map((one) => one.balancer) }),
  'elbv2:DescribeLoadBalancerAttributes': (s, { LoadBalancerArn: arn }) => ({
    Attributes: balancer(s, arn)?.attributes,
  }),
  'elbv2:DescribeListeners': (s, { LoadBalancerArn: arn }) => ({
    Listeners: all(balancer(s, arn)?.listeners ?? []).map((one) => one.listener),
  }),
  'elbv2:DescribeListenerCertificates': (s, { ListenerArn: arn }) => ({
    Certificates: listener(s, arn)?.certificates,
  }),
  'elbv2:DescribeRules': (s, { ListenerArn: arn }) => ({ Rules: listener(s, arn)?.rules }),
  'elbv2:DescribeTargetGroups': (s) => ({
    TargetGroups: all(s.targetGroups).map((one) => ({
      ...one.group,
      LoadBalancerArns: all(s.loadBalancers).flatMap(
        ({ balancer: { LoadBalancerArn } }) => LoadBalancerArn ?? [],
      ),
    })),
  }),
  'elbv2:DescribeTargetGroupAttributes': (s, { TargetGroupArn: arn }) => ({
    Attributes: group(s, arn)?.attributes,
  }),
  'elbv2:DescribeTargetHealth': (s, { TargetGroupArn: arn }) => ({
    TargetHealthDescriptions: group(s, arn)?.health,
  }),
  'route53:ListHostedZonesByVPC': (s, { VPCId }) => ({
    HostedZoneSummaries: [
      ...all(s.zones)
        .filter(({ vpcs }) => vpcs.some((one) => one.VPCId === VPCId))
        .map((one) => ({
          HostedZoneId: one.zone.Id?.replace('/hostedzone/', ''),
          Name: one.zone.Name,
          Owner: { OwningAccount: s.account },
        })),
      { HostedZoneId: 'ZHIDDEN', Name: 'corp.example.', Owner: { OwningService: 'vpce.amazonaws.com' } },
      { HostedZoneId: 'ZUNRELATED', Name: 'unrelated.test.', Owner: { OwningAccount: s.account } },
    ],
  }),
  'route53:GetHostedZone': (s, { Id }) => {
    const found = zone(s, Id);
    return found && { HostedZone: found.zone, VPCs: found.vpcs };
  },
  // Two to a page, as Route 53 pages: by the name that comes next.
  'route53:ListResourceRecordSets': (s, { HostedZoneId, StartRecordName: start, StartRecordType: type }) => {
    const records = all(zone(s, HostedZoneId)?.records ?? []);
    const from =
      start === undefined ? 0 : records.findIndex(({ Name, Type }) => Name === start && Type === type);
    const next = records[from + 2];
    return {
      ResourceRecordSets: records.slice(from, from + 2),
      IsTruncated: next !== undefined,
      NextRecordName: next?.Name,
      NextRecordType: next?.Type,
    };
  },
  'acm:DescribeCertificate': (s, { CertificateArn: arn }) => {
    const Certificate = all(s.certificates).find((one) => one.CertificateArn === arn);
    return Certificate && { Certificate };
  },
  'apigateway:GetRestApi': (s, { restApiId }) => rest(s, restApiId)?.api,
  'apigateway:GetResources': (s, { restApiId }) => ({ items: rest(s, restApiId)?.resources }),
  'apigateway:GetAuthorizers': (s, { restApiId }) => ({ items: rest(s, restApiId)?.authorizers }),
  'apigateway:GetGatewayResponses': (s, { restApiId }) => ({ items: rest(s, restApiId)?.responses }),
  'apigateway:GetStages': (s, { restApiId }) => ({
    item: all(rest(s, restApiId)?.stages ?? []).map(({ stage }) => stage),
  }),
  'apigateway:GetExport': (s, { restApiId, stageName }) => {
    const found = all(rest(s, restApiId)?.stages ?? []).find(({ stage }) => stage.stageName === stageName);
    const document = found && isRead(found.export) ? found.export.document : {};
    return { body: new TextEncoder().encode(JSON.stringify(document)) };
  },
  'apigateway:GetUsagePlans': (s) => ({ items: all(s.usagePlans).map(({ plan }) => plan) }),
  'apigateway:GetUsagePlanKeys': (s, { usagePlanId }) => ({
    items: all(s.usagePlans).find(({ plan }) => plan.id === usagePlanId)?.keys,
  }),
  'apigateway:GetApiKey': (s, { apiKey }) => all(s.apiKeys).find(({ id }) => id === apiKey),
  'apigateway:GetDomainName': (s, input) => domain(s, input)?.domain,
  'apigateway:GetBasePathMappings': (s, input) => ({ items: domain(s, input)?.mappings }),
  'apigateway:GetDomainNameAccessAssociations': (s) => ({ items: s.associations }),
  'apigateway:GetVpcLink': (s, { vpcLinkId }) => all(s.vpcLinks).find(({ id }) => id === vpcLinkId),
  'apigatewayv2:GetApi': (s, { ApiId }) => http(s, ApiId)?.api,
  'apigatewayv2:GetRoutes': (s, { ApiId }) => ({ Items: http(s, ApiId)?.routes }),
  'apigatewayv2:GetIntegrations': (s, { ApiId }) => ({ Items: http(s, ApiId)?.integrations }),
  'apigatewayv2:GetAuthorizers': (s, { ApiId }) => ({ Items: http(s, ApiId)?.authorizers }),
  'apigatewayv2:GetStages': (s, { ApiId }) => ({ Items: http(s, ApiId)?.stages }),
  'apigatewayv2:GetApiMappings': (s, { DomainName }) => ({
    Items: domain(s, { domainName: DomainName })?.apiMappings,
  }),
  'apigatewayv2:ListRoutingRules': (s, { DomainName, DomainNameId }) => ({
    RoutingRules: domain(s, { domainName: DomainName, domainNameId: DomainNameId })?.rules,
  }),
  'apigatewayv2:GetVpcLink': (s, { VpcLinkId }) =>
    all(s.httpVpcLinks).find((one) => one.VpcLinkId === VpcLinkId),
  'lambda:GetFunctionConfiguration': (s, { FunctionName }) => lambda(s, FunctionName)?.configuration,
  'lambda:GetPolicy': (s, { FunctionName }) => {
    const policy = lambda(s, FunctionName)?.policy;
    return policy ? { Policy: policy } : undefined;
  },
};
