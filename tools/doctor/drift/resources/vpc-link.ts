import type { LiveDraft } from '../live-draft';
import { isRead, type Snapshot } from '../snapshot';

const first = 'AWS::ApiGateway::VpcLink';
const second = 'AWS::ApiGatewayV2::VpcLink';

/** VPC links of both versions that are available. */
export function vpcLinks(draft: LiveDraft, { vpcLinks: links, httpVpcLinks: httpLinks }: Snapshot): void {
  const stack = (type: string, id: string) =>
    draft.declaredOf(type).find(({ physical }) => physical.id === id)?.scope.name ?? '';
  if (!isRead(links)) draft.leave([first], links.notRead);
  else
    draft.put(
      first,
      links
        .filter(({ status }) => status === undefined || status === 'AVAILABLE')
        .map(({ id = '', name, targetArns = [] }) => ({
          key: id,
          stack: stack(first, id),
          properties: { Name: name, TargetArns: targetArns },
          physical: { id },
        })),
    );
  if (!isRead(httpLinks)) draft.leave([second], httpLinks.notRead);
  else
    draft.put(
      second,
      httpLinks
        .filter(({ VpcLinkStatus }) => VpcLinkStatus === undefined || VpcLinkStatus === 'AVAILABLE')
        .map(({ VpcLinkId: id = '', Name, SubnetIds = [], SecurityGroupIds = [] }) => ({
          key: id,
          stack: stack(second, id),
          properties: { Name, SubnetIds, SecurityGroupIds },
          physical: { id },
        })),
    );
}
