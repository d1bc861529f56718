import type { CertificateDetail } from '@aws-sdk/client-acm';
import type { HopName } from '../../path/hop';
import type { Check, Ward } from '../check';
import type { Environment } from '../environment';
import { type Draft, NotKnown } from '../finding';
import { certificateOf, waysOf } from '../places';

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
async function held({ env, facts }: Ward): Promise<Held> {
  const { id: arn, where } = certificateOf(env);
  const answer = await facts.read('acm:DescribeCertificate', { CertificateArn: arn });
  if (!answer?.Certificate)
    throw new NotKnown('RESOURCE_MISSING', `ACM has no certificate ${arn}`, { where: [where] });
  return { arn, where: [where], detail: answer.Certificate };
}

/** What is asked of the certificate as ACM describes it. */
export interface OfCertificate extends Pick<Check, 'name' | 'asks'> {
  /** Beside the certificate itself. @default [] */
  readonly reads?: Check['reads'];
  judge(held: Held, ward: Ward): readonly Draft[] | Promise<readonly Draft[]>;
}

/** The check that asks it. */
export function ofHeld({ name, asks, reads = [], judge }: OfCertificate): Check {
  return {
    name,
    hop: 'load-balancer',
    asks,
    reads: [...certificateReads, ...reads],
    run: async (ward) => judge(await held(ward), ward),
  };
}

/** Where no load balancer ends TLS, the endpoint presents the certificate (aws-facts §1.3 e). */
function presentedAt(env: Environment): HopName {
  const ends = waysOf(env).some(({ ingress }) => ingress === 'nlb' || ingress.startsWith('alb'));
  return ends ? 'load-balancer' : 'endpoint';
}

/** Checks of the certificate, whose findings are of the hop that presents it. */
export function ofPresenter(checks: readonly Check[]): readonly Check[] {
  return checks.map((check) => ({ ...check, hopIn: presentedAt }));
}
