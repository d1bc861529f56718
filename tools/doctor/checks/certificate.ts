import type { Check } from '../check';
import { pass, stop } from '../finding';
import { certificateOf } from '../places';

const issued: Check = {
  name: 'certificate-issued',
  hop: 'load-balancer',
  asks: 'Is the certificate there, and issued?',
  reads: ['acm:DescribeCertificate'],
  run: async ({ env, facts }) => {
    const { id: arn, where } = certificateOf(env);
    const answer = await facts.read('acm:DescribeCertificate', { CertificateArn: arn });
    const status = answer?.Certificate?.Status;
    if (!answer?.Certificate)
      return [
        stop('CERTIFICATE_NOT_ISSUED', arn, `ACM has no such certificate in ${env.region}`, {
          where: [where],
        }),
      ];
    const { FailureReason, RevocationReason } = answer.Certificate;
    const evidence = { status, FailureReason, RevocationReason };
    if (status !== 'ISSUED')
      return [stop('CERTIFICATE_NOT_ISSUED', arn, `its status is ${status}`, { evidence, where: [where] })];
    return [pass(arn, 'it is issued', { evidence, where: [where] })];
  },
};

export const certificateChecks: readonly Check[] = [issued];
