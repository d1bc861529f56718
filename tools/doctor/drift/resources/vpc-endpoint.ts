import type { NetworkInterface, VpcEndpoint } from '@aws-sdk/client-ec2';
import type { Physical } from '../../../assembly/physical';
import { type LiveDraft, stackOf } from '../live-draft';
import { isRead, type Read, type Snapshot } from '../snapshot';

const gone = /^(deleting|deleted|rejected|failed|expired)$/i;

/** Interface endpoints that are there: private DNS, subnets, groups, policy, names and addresses. */
export function vpcEndpoints(draft: LiveDraft, { endpoints: read, interfaces }: Snapshot): void {
  const type = 'AWS::EC2::VPCEndpoint';
  if (!draft.has(read, [type])) return;
  for (const { id } of draft.world.metadata.endpoints) draft.took(id);
  const here = read.filter(({ State }) => !gone.test(State ?? ''));
  draft.put(
    type,
    here.map((endpoint) => {
      const id = endpoint.VpcEndpointId ?? '';
      if (!isRead(interfaces)) draft.mark(id, interfaces.notRead, ['network', 'load-balancer']);
      return {
        key: id,
        stack: stackOf(draft, 'AWS::EC2::VPC', endpoint.VpcId),
        properties: {
          VpcEndpointType: endpoint.VpcEndpointType,
          VpcId: endpoint.VpcId,
          ServiceName: endpoint.ServiceName,
          SubnetIds: endpoint.SubnetIds ?? [],
          SecurityGroupIds: endpoint.Groups?.map(({ GroupId }) => GroupId) ?? [],
          PrivateDnsEnabled: endpoint.PrivateDnsEnabled ?? false,
          ...(isFullAccess(endpoint.PolicyDocument) ? {} : { PolicyDocument: endpoint.PolicyDocument }),
        },
        physical: endpointPhysical(endpoint, interfaces),
      };
    }),
  );
}

/** Names and addresses that AWS allotted to an endpoint. */
export function endpointPhysical(
  { VpcEndpointId: id, DnsEntries = [], NetworkInterfaceIds = [] }: VpcEndpoint,
  interfaces: Read<readonly NetworkInterface[]>,
): Physical {
  const own = isRead(interfaces)
    ? interfaces.filter(({ NetworkInterfaceId = '' }) => NetworkInterfaceIds.includes(NetworkInterfaceId))
    : [];
  return {
    id,
    attributes:
      DnsEntries.length === 0
        ? {}
        : { DnsEntries: DnsEntries.map(({ HostedZoneId, DnsName }) => `${HostedZoneId}:${DnsName}`) },
    addresses: addressesOf(own),
  };
}

/** Subnet → address. */
export function addressesOf(interfaces: readonly NetworkInterface[]): Record<string, string> {
  return Object.fromEntries(
    interfaces.flatMap(({ SubnetId, PrivateIpAddress }): [string, string][] =>
      SubnetId && PrivateIpAddress ? [[SubnetId, PrivateIpAddress]] : [],
    ),
  );
}

/** What an endpoint has whose policy nobody wrote: aws-facts §2.3 (doc). */
function isFullAccess(text: string | undefined): boolean {
  if (text === undefined) return true;
  try {
    const { Statement } = JSON.parse(text) as { Statement?: unknown };
    const [only, ...more] = [Statement].flat() as Record<string, unknown>[];
    const isAll = (value: unknown) => [value].flat().every((one) => one === '*');
    return (
      more.length === 0 &&
      only?.Effect === 'Allow' &&
      only.Condition === undefined &&
      only.Principal === '*' &&
      isAll(only.Action) &&
      isAll(only.Resource)
    );
  } catch {
    return false;
  }
}
