import type { GetHostedZoneCommandOutput } from '@aws-sdk/client-route-53';
import { existingInboundEndpoint } from '../../../stacks/config-schema/dns';
import type { Check, Ward } from '../check';
import type { Located } from '../environment';
import { each, NotKnown, notApplicable, pass, stop } from '../finding';
import { applicationVpcOf, onPremisesVpcOf, zoneOf } from '../places';
import { bare } from './record-of';

/**
 * The hosted zone of the hosts.
 * @throws NotKnown where it can't be read, or is not there
 */
async function heldZone({
  env,
  facts,
}: Ward): Promise<GetHostedZoneCommandOutput & { readonly at: Located }> {
  const at = zoneOf(env);
  const answer = await facts.read('route53:GetHostedZone', { Id: at.id });
  if (!answer?.HostedZone)
    throw new NotKnown('RESOURCE_MISSING', `Route 53 has no zone ${at.id}`, { where: [at.where] });
  return { ...answer, at };
}

const exists: Check = {
  name: 'zone',
  hop: 'dns',
  asks: 'Is the hosted zone there, with the name and the visibility of hybrid.yaml?',
  reads: ['route53:GetHostedZone'],
  run: async ({ env, facts }) => {
    const { zone, visibility } = env.config.dns;
    const { id, where } = zoneOf(env);
    const answer = await facts.read('route53:GetHostedZone', { Id: id });
    const found = answer?.HostedZone;
    const details = { where: [where] };
    if (!found) return [stop('RESOURCE_MISSING', id, `Route 53 has no zone ${id}`, details)];
    const name = bare(found.Name);
    const seen = found.Config?.PrivateZone ? 'private' : 'public';
    const evidence = { name, visibility: seen, records: found.ResourceRecordSetCount };
    if (name !== zone || seen !== visibility)
      return [
        stop(
          'ZONE_NOT_AS_CONFIGURED',
          id,
          `it is the ${seen} zone ${name}; hybrid.yaml says ${visibility} ${zone}`,
          {
            ...details,
            evidence,
          },
        ),
      ];
    return [pass(id, `it is the ${seen} zone ${name}`, { ...details, evidence })];
  },
};

interface Viewer {
  readonly name: string;
  /** @throws NotKnown where the VPC is not known */
  vpc(): Located | undefined;
}

/** VPCs from which hosts are called, or whose resolver answers a data centre. */
export function viewersOf({ env }: Ward): readonly Viewer[] {
  const { dns, onPremises } = env.config;
  const inbound = existingInboundEndpoint(dns)?.vpc;
  const given = (ids: readonly string[], path: readonly string[]): Viewer[] =>
    ids.map((id) => ({ name: id, vpc: () => ({ id, where: env.place(path) }) }));
  return [
    { name: 'the application VPC', vpc: () => applicationVpcOf(env) },
    ...(onPremises.simulate && onPremises.resolve === 'associated'
      ? [{ name: 'the simulated data centre', vpc: () => onPremisesVpcOf(env) }]
      : []),
    ...given(dns.associate, ['dns', 'associate']),
    ...given(inbound === undefined ? [] : [inbound], ['dns', 'inboundEndpoint', 'vpc']),
  ];
}

const associated: Check = {
  name: 'zone-associations',
  hop: 'dns',
  asks: 'Is the private zone associated with every VPC that must see it?',
  reads: ['route53:GetHostedZone'],
  run: async (ward) => {
    const { env } = ward;
    if (env.config.dns.visibility === 'public')
      return [notApplicable(env.config.dns.zone, 'a public zone is associated with no VPC')];
    const { VPCs = [], at } = await heldZone(ward);
    const seen = VPCs.map(({ VPCId }) => VPCId);
    return each(
      viewersOf(ward),
      ({ name }) => name,
      ({ name, vpc }) => {
        const found = vpc();
        const id = found?.id ?? '';
        const details = { evidence: { vpc: id, associated: seen }, where: [at.where, found?.where] };
        if (seen.includes(id)) return pass(id, `zone ${at.id} is associated with ${name}`, details);
        return stop('DNS_ZONE_NOT_ASSOCIATED', id, `zone ${at.id} is not associated with ${name}`, {
          ...details,
          fix: `aws route53 associate-vpc-with-hosted-zone --hosted-zone-id ${at.id} --vpc VPCRegion=${env.region},VPCId=${id}`,
        });
      },
    );
  },
};

const attributes = [
  { name: 'enableDnsSupport', answer: 'EnableDnsSupport', code: 'DNS_VPC_SUPPORT_OFF' },
  { name: 'enableDnsHostnames', answer: 'EnableDnsHostnames', code: 'DNS_VPC_HOSTNAMES_OFF' },
] as const;

/** Private zones and private DNS of endpoints need both settings (aws-facts §5, §6). */
const settings: Check = {
  name: 'vpc-dns-settings',
  hop: 'dns',
  asks: 'Do the VPCs that resolve the hosts have DNS support and DNS host names on?',
  reads: ['ec2:DescribeVpcAttribute'],
  run: async (ward) => {
    const { facts, env } = ward;
    if (env.config.dns.visibility === 'public')
      return [notApplicable(env.config.dns.zone, 'public names resolve whatever the settings of a VPC')];
    return each(
      viewersOf(ward).flatMap((viewer) => attributes.map((attribute) => ({ ...viewer, attribute }))),
      ({ name }) => name,
      async ({ name, vpc, attribute }) => {
        const found = vpc();
        const id = found?.id ?? '';
        const answer = await facts.read('ec2:DescribeVpcAttribute', { VpcId: id, Attribute: attribute.name });
        if (!answer)
          throw new NotKnown('RESOURCE_MISSING', `there is no VPC ${id} here`, { where: [found?.where] });
        const on = answer[attribute.answer]?.Value === true;
        const details = { evidence: { [attribute.name]: on }, where: [found?.where] };
        if (on) return pass(id, `${attribute.name} of ${name} is on`, details);
        return stop(attribute.code, id, `${attribute.name} of ${name} is off`, details);
      },
    );
  },
};

export const zoneChecks: readonly Check[] = [exists, associated, settings];
