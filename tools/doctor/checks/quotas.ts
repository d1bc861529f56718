import { otherQuotas } from '../../../stacks/config-schema';
import type { Check } from '../check';
import { NotKnown } from '../finding';
import { applicationVpcOf, zoneOf } from '../places';
import { serviceQuotas } from '../reads/quota-codes';
import { all, judgeQuota, serviceLimit } from './quota';

const dns: Check = {
  name: 'quotas-dns',
  hop: 'dns',
  asks: 'How much is left of hosted zones, of records in the zone, and of VPCs that it is associated with?',
  reads: ['route53:GetAccountLimit', 'route53:GetHostedZoneLimit'],
  run: async ({ env, facts }) => {
    const { id, where } = zoneOf(env);
    const ofZone = async (
      Type: 'MAX_RRSETS_BY_ZONE' | 'MAX_VPCS_ASSOCIATED_BY_ZONE',
      what: string,
      byDefault: number,
    ) => {
      const answer = await facts.read('route53:GetHostedZoneLimit', { HostedZoneId: id, Type });
      if (!answer) throw new NotKnown('RESOURCE_MISSING', `Route 53 has no zone ${id}`, { where: [where] });
      const limit = { value: answer.Limit?.Value ?? byDefault, from: `Route 53 ${Type}` };
      return judgeQuota({ subject: id, what, used: answer.Count ?? 0, where: [where] }, limit);
    };
    return all(id, [
      async () => {
        const answer = await facts.read('route53:GetAccountLimit', { Type: 'MAX_HOSTED_ZONES_BY_OWNER' });
        const limit = {
          value: answer?.Limit?.Value ?? otherQuotas.hostedZones,
          from: 'Route 53 MAX_HOSTED_ZONES_BY_OWNER',
        };
        return judgeQuota(
          {
            subject: env.account ?? env.config.name,
            what: 'hosted zones in the account',
            used: answer?.Count ?? 0,
          },
          limit,
        );
      },
      () => ofZone('MAX_RRSETS_BY_ZONE', 'records in the zone', otherQuotas.recordsPerZone),
      ...(env.config.dns.visibility === 'private'
        ? [
            () =>
              ofZone(
                'MAX_VPCS_ASSOCIATED_BY_ZONE',
                'VPCs that the zone is associated with',
                otherQuotas.vpcsPerZone,
              ),
          ]
        : []),
    ]);
  },
};

const endpoints: Check = {
  name: 'quotas-endpoint',
  hop: 'endpoint',
  asks: 'How much is left of interface endpoints in the VPC?',
  reads: ['ec2:DescribeVpcEndpoints', 'quotas:GetServiceQuota'],
  run: async (ward) => {
    const { id, where } = applicationVpcOf(ward.env);
    const [answer, limit] = await Promise.all([
      ward.facts.read('ec2:DescribeVpcEndpoints', { Filters: [{ Name: 'vpc-id', Values: [id] }] }),
      serviceLimit(ward, serviceQuotas.interfaceEndpointsPerVpc, otherQuotas.interfaceEndpointsPerVpc),
    ]);
    const used = (answer?.VpcEndpoints ?? []).filter(
      ({ VpcEndpointType }) => VpcEndpointType !== 'Gateway',
    ).length;
    return [judgeQuota({ subject: id, what: 'interface endpoints in the VPC', used, where: [where] }, limit)];
  },
};

export const quotaChecks: readonly Check[] = [dns, endpoints];
