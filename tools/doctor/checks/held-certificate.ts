import type { CertificateDetail } from '@aws-sdk/client-acm';
import type { Ward } from '../check';
import { NotKnown } from '../finding';
import { certificateOf } from '../places';

/** What every check of the certificate reads. */
export const certificateReads = ['acm:DescribeCertificate'] as const;

export interface Held {
  readonly arn: string;
  readonly where: readonly string[];
  readonly detail: CertificateDetail;
}

/**
 * The certificate of the environment, as ACM describes it.
 * @throws NotKnown where it can't be read, or is not there
 */
export async function held({ env, facts }: Ward): Promise<Held> {
  const { id: arn, where } = certificateOf(env);
  const answer = await facts.read('acm:DescribeCertificate', { CertificateArn: arn });
  if (!answer?.Certificate)
    throw new NotKnown('RESOURCE_MISSING', `ACM has no certificate ${arn}`, { where: [where] });
  return { arn, where: [where], detail: answer.Certificate };
}
