import type { DescribeCertificateCommandInput, DescribeCertificateCommandOutput } from '@aws-sdk/client-acm';
import { read } from './spec';

/** Of Certificate Manager. */
export const certificateReads = {
  'acm:DescribeCertificate': read<DescribeCertificateCommandInput, DescribeCertificateCommandOutput>({
    service: 'acm',
    command: 'DescribeCertificate',
    action: 'acm:DescribeCertificate',
    resources: ({ partition, region, account, config: { certificate, accounts } }) => [
      'arn' in certificate ? certificate.arn : `arn:${partition}:acm:${region}:${account}:certificate/*`,
      ...Object.values(accounts?.apis ?? {}).map((own) => own.certificate),
    ],
    absent: /^(ResourceNotFoundException|InvalidArnException)$/,
  }),
};
