import type { Ward } from '../check';
import { type Draft, each, notApplicable, pass, remark, stop, unknown } from '../finding';
import { ofHeld, ofPresenter } from './held-certificate';
import { bare } from './record-of';

const renewal = ofHeld({
  name: 'certificate-renewal',
  asks: 'Will ACM renew the certificate?',
  judge: ({ arn, where, detail }) => {
    const { Type, RenewalEligibility, RenewalSummary, NotAfter } = detail;
    const evidence = { Type, RenewalEligibility, RenewalStatus: RenewalSummary?.RenewalStatus };
    if (Type === 'IMPORTED')
      return [
        notApplicable(
          arn,
          `it is imported, which ACM never renews: import the next one by ${NotAfter ? new Date(NotAfter).toISOString().slice(0, 10) : 'its end'}`,
        ),
      ];
    const status = RenewalSummary?.RenewalStatus;
    if (status === 'FAILED')
      return [
        stop(
          'CERTIFICATE_NOT_RENEWED',
          arn,
          `its renewal failed: ${RenewalSummary?.RenewalStatusReason ?? 'no reason given'}`,
          {
            evidence,
            where,
          },
        ),
      ];
    if (status === 'PENDING_VALIDATION')
      return [
        remark('CERTIFICATE_NOT_RENEWED', arn, 'its renewal waits for validation', { evidence, where }),
      ];
    if (RenewalEligibility === 'ELIGIBLE') return [pass(arn, 'ACM will renew it', { evidence, where })];
    if (RenewalEligibility === 'INELIGIBLE')
      return [remark('CERTIFICATE_NOT_RENEWED', arn, 'ACM will not renew it', { evidence, where })];
    return [
      unknown('CERTIFICATE_NOT_RENEWED', arn, 'ACM does not say whether it renews it', { evidence, where }),
    ];
  },
});

const validationReads = ['route53:ListHostedZones', 'route53:ListResourceRecordSets'] as const;

const validation = ofHeld({
  name: 'certificate-validation-records',
  asks: 'Are the records still there by which ACM validates the certificate again at its renewal?',
  reads: validationReads,
  judge: ({ arn, where, detail }, ward) => {
    if (detail.Type !== 'AMAZON_ISSUED')
      return [notApplicable(arn, `it is ${detail.Type}: ACM validates what Amazon issues only`)];
    const options = detail.DomainValidationOptions ?? [];
    const byRecord = options.filter(({ ResourceRecord }) => ResourceRecord !== undefined);
    if (byRecord.length === 0) return [notApplicable(arn, 'it is validated by e-mail')];
    // A wildcard and its parent share a record.
    const records = new Map(byRecord.map(({ ResourceRecord }) => [ResourceRecord!.Name!, ResourceRecord!]));
    return each(
      [...records.values()],
      ({ Name = '' }) => Name,
      ({ Name = '', Value = '' }) => findRecord(ward, Name, Value, where),
    );
  },
});

async function findRecord(
  { env, facts }: Ward,
  name: string,
  value: string,
  where: readonly string[],
): Promise<Draft> {
  const { certificate } = env.config;
  const stated = 'validate' in certificate ? certificate.validate.zone : undefined;
  const zoneId = stated ?? (await publicZoneOf(name, facts));
  if (zoneId === undefined)
    return unknown('VALIDATION_ZONE_NOT_KNOWN', name, 'no public zone of this account has the name', {
      where,
    });
  const answer = await facts.read('route53:ListResourceRecordSets', {
    HostedZoneId: zoneId,
    StartRecordName: name,
    StartRecordType: 'CNAME',
    MaxItems: 1,
  });
  const [record] = answer?.ResourceRecordSets ?? [];
  const there = record?.Type === 'CNAME' && bare(record.Name ?? '') === bare(name);
  const values = there ? (record.ResourceRecords ?? []).map((one) => one.Value ?? '') : [];
  const evidence = { zone: zoneId, expected: value, values };
  if (values.some((one) => bare(one) === bare(value)))
    return pass(name, `the record is in zone ${zoneId}`, { evidence, where });
  const because = there
    ? `the record in zone ${zoneId} has another value`
    : `zone ${zoneId} does not have the record`;
  return stop('VALIDATION_RECORD_MISSING', name, because, { evidence, where });
}

/** The narrowest public zone of the account that a name is in. */
async function publicZoneOf(name: string, facts: Ward['facts']): Promise<string | undefined> {
  const zones = (await facts.read('route53:ListHostedZones', {}))?.HostedZones ?? [];
  const [narrowest] = zones
    .filter(({ Config, Name = '' }) => !Config?.PrivateZone && `.${bare(name)}`.endsWith(`.${bare(Name)}`))
    .toSorted((one, other) => (other.Name ?? '').length - (one.Name ?? '').length);
  return narrowest?.Id?.replace('/hostedzone/', '');
}

export const certificateRenewalChecks = ofPresenter([renewal, validation]);
