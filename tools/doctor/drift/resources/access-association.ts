import { type LiveDraft, textOf } from '../live-draft';
import type { Snapshot } from '../snapshot';

const type = 'AWS::ApiGateway::DomainNameAccessAssociation';

/** Which endpoints serve which private custom domains. */
export function accessAssociations(draft: LiveDraft, { associations: read }: Snapshot): void {
  if (!draft.has(read, [type])) return;
  draft.put(
    type,
    read.map((one) => ({
      key: `${one.domainNameArn?.toLowerCase()} ${one.accessAssociationSource}`,
      stack: '',
      properties: {
        DomainNameArn: one.domainNameArn,
        AccessAssociationSource: one.accessAssociationSource,
        AccessAssociationSourceType: one.accessAssociationSourceType,
      },
    })),
    (resource) =>
      `${textOf(resource, 'DomainNameArn')?.toLowerCase()} ${textOf(resource, 'AccessAssociationSource')}`,
  );
}
