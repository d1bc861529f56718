import type { LiveDraft } from '../live-draft';
import type { Snapshot } from '../snapshot';

/** Certificates that are issued, with the names they are good for. */
export function certificates(draft: LiveDraft, { certificates: read }: Snapshot): void {
  const type = 'AWS::CertificateManager::Certificate';
  if (!draft.has(read, [type])) return;
  for (const { arn } of draft.world.metadata.certificates) draft.took(arn);
  draft.put(
    type,
    read
      .filter(({ Status }) => Status === undefined || Status === 'ISSUED')
      .map(({ CertificateArn: arn = '', DomainName, SubjectAlternativeNames = [] }) => ({
        key: arn,
        stack: draft.world.metadata.certificates.find((one) => one.arn === arn)?.where.stack ?? '',
        properties: {
          DomainName,
          SubjectAlternativeNames: SubjectAlternativeNames.filter((name) => name !== DomainName),
        },
        physical: { id: arn },
      })),
  );
}
