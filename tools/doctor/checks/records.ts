import type { Check, Ward } from '../check';
import { resourcesOf, stackOf } from '../environment';
import { type Draft, each, NotKnown, pass, stop, unknown } from '../finding';
import { balancerOf, endpointOf, waysOf, zoneOf } from '../places';
import { type Host, hostsOf, stackOfHost } from '../stacks';
import { bare, recordOf } from './record-of';

const hostOf = ({ name }: Host) => name;

const present: Check = {
  name: 'records',
  hop: 'dns',
  asks: 'Does every host have its record in the zone?',
  reads: ['route53:ListResourceRecordSets'],
  run: async (ward) => {
    const zone = zoneOf(ward.env);
    return each(hostsOf(ward.env.config), hostOf, async (host) => {
      const record = await recordOf(ward, zone.id, host.name);
      const details = { evidence: { zone: zone.id }, where: [zone.where] };
      if (record) return pass(host.name, `zone ${zone.id} has its record`, details);
      return stop('DNS_RECORD_NOT_FOUND', host.name, `zone ${zone.id} has no A record of it`, {
        ...details,
        fix: `npx cdk deploy ${ward.env.config.name}-${stackOfHost(ward.env.config, host).name}`,
      });
    });
  },
};

interface Target {
  readonly what: string;
  readonly names: readonly string[];
  readonly where: string;
}

/** What the names of private hosts lead to: the load balancer, or the endpoint itself. */
async function frontTarget({ env, facts }: Ward): Promise<Target> {
  const way = waysOf(env).find(({ named }) => named);
  if (!way) throw new NotKnown('RESOURCE_MISSING', 'names lead to no way in');
  if (way.balancer) {
    const { id, where } = balancerOf(env, way.balancer);
    const [found] =
      (await facts.read('elbv2:DescribeLoadBalancers', { LoadBalancerArns: [id] }))?.LoadBalancers ?? [];
    if (!found?.DNSName)
      throw new NotKnown('RESOURCE_MISSING', `there is no load balancer ${id}`, { where: [where] });
    return { what: 'the load balancer', names: [bare(found.DNSName)], where };
  }
  const { id, where } = endpointOf(env, way);
  const [found] =
    (await facts.read('ec2:DescribeVpcEndpoints', { VpcEndpointIds: [id] }))?.VpcEndpoints ?? [];
  const names = (found?.DnsEntries ?? []).flatMap(({ DnsName }) => (DnsName ? [bare(DnsName)] : []));
  if (names.length === 0)
    throw new NotKnown('RESOURCE_MISSING', `endpoint ${id} has no names`, { where: [where] });
  return { what: 'the endpoint', names, where };
}

/** Alias targets with `dualstack.` before the name are the same (aws-facts §6). */
const withoutPrefix = (name: string) => name.replace(/^dualstack\./, '');

const targets: Check = {
  name: 'record-targets',
  hop: 'dns',
  asks: 'Does the record of every host lead to the load balancer or endpoint of this environment?',
  reads: ['route53:ListResourceRecordSets', 'elbv2:DescribeLoadBalancers', 'ec2:DescribeVpcEndpoints'],
  run: async (ward) => {
    const { env } = ward;
    const zone = zoneOf(env);
    return each(hostsOf(env.config), hostOf, async (host) => {
      const record = await recordOf(ward, zone.id, host.name);
      if (!record) throw new NotKnown('NOT_REACHED', `zone ${zone.id} has no record of it`);
      const led = bare(record.AliasTarget?.DNSName);
      const values = (record.ResourceRecords ?? []).flatMap(({ Value }) => Value ?? []);
      const evidence = { alias: led || undefined, values: values.length > 0 ? values : undefined };
      if (host.kind !== 'rest') return leadsToGateway(host, led, evidence, zone.where);
      const { what, names, where } = await frontTarget(ward);
      const details = { evidence: { ...evidence, expected: names[0] }, where: [where] };
      if (names.includes(withoutPrefix(led))) return pass(host.name, `its record leads to ${what}`, details);
      if (led === '')
        return stop(
          'RECORD_LEADS_ELSEWHERE',
          host.name,
          `its record has addresses, ${values.join(', ')}, which ${what} may change`,
          details,
        );
      return stop(
        'RECORD_LEADS_ELSEWHERE',
        host.name,
        `its record leads to ${led}, and not to ${what}`,
        details,
      );
    });
  },
};

/** HTTP and WebSocket APIs are public: their names lead to API Gateway's own. */
function leadsToGateway({ name }: Host, led: string, evidence: Draft['evidence'], where: string): Draft {
  const details = { evidence, where: [where] };
  return /\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(led)
    ? pass(name, 'its record leads to API Gateway', details)
    : stop(
        'RECORD_LEADS_ELSEWHERE',
        name,
        `its record leads to ${led || 'addresses'}, and not to API Gateway`,
        details,
      );
}

const domainTypes = [
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGateway::DomainNameV2',
  'AWS::ApiGatewayV2::DomainName',
];

/** A domain's Ref is its name; of a private one it is an ARN that ends with name and id (aws-facts §3.4). */
function domainName(id: string): string {
  return bare(/\/domainnames\/([^+]+)/.exec(id)?.[1] ?? id);
}

const domains: Check = {
  name: 'record-domains',
  hop: 'dns',
  asks: 'Is the record of every host the name of its custom domain?',
  reads: ['route53:ListResourceRecordSets'],
  run: async (ward) => {
    const { env } = ward;
    const zone = zoneOf(env);
    return each(hostsOf(env.config), hostOf, async (host) => {
      const part = stackOfHost(env.config, host).apis;
      const held = domainTypes.flatMap((type) => resourcesOf(env, part, type));
      const record = await recordOf(ward, zone.id, host.name);
      if (!record) throw new NotKnown('NOT_REACHED', `zone ${zone.id} has no record of it`);
      const names = held.map(({ id }) => domainName(id));
      const details = {
        evidence: { record: bare(record.Name), domains: names },
        where: held.map(({ where }) => where),
      };
      if (names.includes(bare(record.Name)))
        return pass(host.name, 'its record has the name of its custom domain', details);
      const because =
        names.length > 0
          ? `its custom domain is ${names.join(', ')}`
          : `stack ${stackOf(env, part).name} has no custom domain`;
      return stop('RECORD_WITHOUT_DOMAIN', host.name, because, details);
    });
  },
};

const synced: Check = {
  name: 'record-sync',
  hop: 'dns',
  asks: 'Has the last change of the records reached all servers of Route 53?',
  reads: ['route53:TestDNSAnswer'],
  run: async (ward) => {
    const { env, facts } = ward;
    const zone = zoneOf(env);
    return each(hostsOf(env.config), hostOf, async (host) => {
      if (env.config.dns.visibility === 'public') {
        const answer = await facts.read('route53:TestDNSAnswer', {
          HostedZoneId: zone.id,
          RecordName: host.name,
          RecordType: 'A',
        });
        const evidence = { code: answer?.ResponseCode, data: answer?.RecordData };
        if (answer?.ResponseCode === 'NOERROR' && answer.RecordData?.length)
          return pass(host.name, 'the servers of Route 53 answer', { evidence, where: [zone.where] });
        return stop(
          'CHANGE_NOT_IN_SYNC',
          host.name,
          `the servers of Route 53 answer ${answer?.ResponseCode ?? 'nothing'}`,
          { evidence, where: [zone.where] },
        );
      }
      // No question can be asked of a private zone, and a change can be asked for by its id only, which nobody keeps.
      // CloudFormation keeps one and ends the record's deployment when the change is in sync.
      const { name } = stackOfHost(env.config, host);
      const { resources, name: stack } = stackOf(env, name);
      const record = resources.find(({ ResourceType }) => ResourceType === 'AWS::Route53::RecordSet');
      const status = record?.ResourceStatus;
      if (!record || !status)
        throw new NotKnown('RESOURCE_MISSING', `stack ${stack} has no record`, { where: [stack] });
      const details = {
        evidence: { status, changed: record.LastUpdatedTimestamp },
        where: [`${stack}/${record.LogicalResourceId}`],
      };
      if (status.endsWith('_COMPLETE') && !status.startsWith('DELETE'))
        return pass(host.name, 'CloudFormation has waited for its last change', details);
      if (status.endsWith('_FAILED'))
        return stop('CHANGE_NOT_IN_SYNC', host.name, `its last change is ${status}`, details);
      return unknown('CHANGE_NOT_IN_SYNC', host.name, `its last change is ${status}`, details);
    });
  },
};

export const recordChecks: readonly Check[] = [present, targets, domains, synced];
