import type { IpPermission } from '@aws-sdk/client-ec2';
import { contains, parseCidr } from '../../ipv4';
import type { Check, Ward } from '../check';
import { type Draft, NotKnown, pass, remark, stop, unknown } from '../finding';
import { balancerOf } from '../places';
import { eachEndpoint, type HeldEndpoint } from './held-endpoint';
import { readStatements, type Statement } from './policy-text';

const port = 443;

const group: Check = {
  name: 'endpoint-security-group',
  hop: 'endpoint',
  asks: 'Does the endpoint’s security group admit the load balancer, and nobody else?',
  reads: ['ec2:DescribeVpcEndpoints', 'ec2:DescribeSecurityGroups', 'elbv2:DescribeLoadBalancers'],
  run: async (ward) => eachEndpoint(ward, (held) => judgeGroup(ward, held)),
};

async function judgeGroup(ward: Ward, { way, at: { id, where }, endpoint }: HeldEndpoint): Promise<Draft> {
  const { env, facts } = ward;
  const ids = (endpoint.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []);
  const answer = await facts.read('ec2:DescribeSecurityGroups', { GroupIds: ids });
  if (!answer)
    throw new NotKnown('RESOURCE_MISSING', `the security groups of ${id} are not there`, { where: [where] });
  const rules = (answer.SecurityGroups ?? [])
    .flatMap(({ IpPermissions = [] }) => IpPermissions)
    .filter(isHttps);
  const peers = [...new Set(rules.flatMap(peersOf))];
  const details = { where: [where], evidence: { groups: ids, admits: peers } };
  if (peers.length === 0)
    return stop('SG_HAS_NO_RULES', id, `no rule of ${ids.join(', ')} admits anybody on ${port}`, details);
  if (way.balancer === undefined)
    return pass(id, `${ids.join(', ')} admits ${peers.join(', ')} on ${port}`, details);
  const balancer = balancerOf(env, way.balancer);
  const described = await facts.read('elbv2:DescribeLoadBalancers', { LoadBalancerArns: [balancer.id] });
  const own = described?.LoadBalancers?.[0]?.SecurityGroups;
  if (!own)
    throw new NotKnown('RESOURCE_MISSING', `there is no load balancer ${balancer.id}`, {
      where: [balancer.where],
    });
  const others = peers.filter((peer) => !own.includes(peer));
  if (!peers.some((peer) => own.includes(peer) || holdsNodes(env.config, peer)))
    return stop(
      'ENI_SG_RULES_MISMATCH',
      id,
      `${ids.join(', ')} admits ${others.join(', ')} on ${port}, and not the load balancer’s ${own.join(', ') || 'nodes, which have no group'}`,
      details,
    );
  if (others.length > 0)
    return remark(
      'ENDPOINT_ADMITS_OTHERS',
      id,
      `${ids.join(', ')} admits ${others.join(', ')} on ${port} besides the load balancer`,
      details,
    );
  return pass(id, `it admits the load balancer’s ${own.join(', ')} and nobody else on ${port}`, details);
}

/** Whether a block holds every address that a node of the load balancer may have: those of its subnets. */
function holdsNodes({ network }: Ward['env']['config'], peer: string): boolean {
  const block = parseCidr(peer);
  const subnets = 'existing' in network ? network.existing.subnets.map(({ cidr }) => cidr) : [network.cidr];
  return block !== undefined && subnets.every((text) => contains(block, parseCidr(text)!));
}

function isHttps({ IpProtocol, FromPort, ToPort }: IpPermission): boolean {
  if (IpProtocol === '-1') return true;
  return IpProtocol === 'tcp' && (FromPort ?? 0) <= port && port <= (ToPort ?? 65535);
}

function peersOf({
  IpRanges = [],
  Ipv6Ranges = [],
  UserIdGroupPairs = [],
  PrefixListIds = [],
}: IpPermission) {
  return [
    ...UserIdGroupPairs.map(({ GroupId }) => GroupId),
    ...IpRanges.map(({ CidrIp }) => CidrIp),
    ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6),
    ...PrefixListIds.map(({ PrefixListId }) => PrefixListId),
  ].flatMap((peer) => peer ?? []);
}

const policy: Check = {
  name: 'endpoint-policy',
  hop: 'policy',
  asks: 'Does the endpoint policy let calls through, and not those of other accounts?',
  reads: ['ec2:DescribeVpcEndpoints'],
  run: async (ward) =>
    eachEndpoint(ward, ({ at: { id, where }, endpoint: { PolicyDocument } }) => {
      const details = { where: [where] };
      if (PolicyDocument === undefined)
        return unknown('POLICY_NOT_KNOWN', id, 'EC2 tells no policy of it', details);
      const statements = readStatements(PolicyDocument);
      if (!statements) return unknown('POLICY_NOT_KNOWN', id, 'its policy is no JSON', details);
      const allows = statements.filter((one) => one.effect === 'Allow' && invokes(one));
      const evidence = {
        statements: statements.length,
        allows: allows.flatMap(({ resources }) => resources),
      };
      if (allows.length === 0)
        return stop('ENDPOINT_POLICY_DOES_NOT_ALLOW', id, 'no statement allows execute-api:Invoke', {
          ...details,
          evidence,
        });
      const denies = statements.find((one) => one.effect === 'Deny' && invokes(one) && !one.isConditional);
      if (denies)
        return stop(
          'ENDPOINT_POLICY_DENIES',
          id,
          'a statement denies execute-api:Invoke without a condition',
          {
            ...details,
            evidence,
          },
        );
      const open = allows.find(
        (one) => !one.isConditional && one.isForAnybody && one.resources.includes('*'),
      );
      if (open)
        return remark('ENDPOINT_POLICY_OPEN', id, 'it allows everything to everybody', {
          ...details,
          evidence,
        });
      return pass(id, `it allows ${evidence.allows.join(', ')}`, { ...details, evidence });
    }),
};

function invokes({ actions }: Statement): boolean {
  return actions.some((action) => /^(\*|execute-api:(\*|Inv.*|i.*))$/i.test(action));
}

export const endpointAccessChecks: readonly Check[] = [group, policy];
