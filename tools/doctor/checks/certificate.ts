import { covers } from '../../../stacks/config-rules/host-name';
import type { Check } from '../check';
import { pass, remark, stop, unknown } from '../finding';
import { certificateOf, ownerOf, waysOf } from '../places';
import { hostsOf } from '../stacks';
import { ofHeld, ofPresenter, certificateReads as reads } from './held-certificate';

const issued: Check = {
  name: 'certificate-issued',
  hop: 'load-balancer',
  asks: 'Is the certificate there, issued, and in the account of the load balancer?',
  reads,
  run: async ({ env, facts }) => {
    const { id: arn, where } = certificateOf(env);
    // The region was compared when hybrid.yaml was read; the account is known only now (aws-facts §3.5).
    const owner = arn.split(':')[4];
    if (env.account !== undefined && owner !== env.account)
      return [
        stop(
          'CERTIFICATE_ELSEWHERE',
          arn,
          `it is of account ${owner}, and the load balancer of ${env.account}`,
          {
            where: [where],
            evidence: { certificate: owner, caller: env.account },
          },
        ),
      ];
    const answer = await facts.read('acm:DescribeCertificate', { CertificateArn: arn });
    const detail = answer?.Certificate;
    if (!detail)
      return [
        stop('CERTIFICATE_NOT_ISSUED', arn, `ACM has no such certificate in ${env.region}`, {
          where: [where],
        }),
      ];
    const { Status: status, FailureReason, RevocationReason } = detail;
    const evidence = { status, FailureReason, RevocationReason };
    if (status !== 'ISSUED')
      return [stop('CERTIFICATE_NOT_ISSUED', arn, `its status is ${status}`, { evidence, where: [where] })];
    return [pass(arn, 'it is issued', { evidence, where: [where] })];
  },
};

const coverage = ofHeld({
  name: 'certificate-names',
  asks: 'Does the certificate cover every host?',
  judge: ({ where, detail }, ward) => {
    const names = [...new Set([detail.DomainName ?? [], detail.SubjectAlternativeNames ?? []].flat())];
    const evidence = { names };
    // The hub's load balancer presents it for every host; elsewhere it is of the account's own custom domains.
    const owner = ownerOf(ward.env);
    const hosts = hostsOf(ward.env.config).filter(({ account }) => !owner || account === owner.id);
    return hosts.map(({ name }) =>
      names.some((one) => covers(one.toLowerCase(), name))
        ? pass(name, `the certificate has ${names.find((one) => covers(one.toLowerCase(), name))}`, {
            evidence,
            where,
          })
        : stop('CERTIFICATE_NAME_MISMATCH', name, `the certificate has ${names.join(', ')} only`, {
            evidence,
            where,
          }),
    );
  },
});

interface Keys {
  readonly by: string;
  readonly taken: readonly string[];
  readonly refused: readonly string[];
}

const bigger = ['RSA_3072', 'RSA_4096'];
const usual = ['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'];

/** What takes which keys, as ACM spells them: aws-facts §3.1, §4.1 (doc). What is in no list is not documented. */
const keys = {
  nlb: {
    by: 'a Network Load Balancer',
    taken: ['RSA_1024', ...usual, 'RSA_3072', 'EC_secp521r1'],
    refused: ['RSA_4096'],
  },
  alb: {
    by: 'an Application Load Balancer',
    taken: ['RSA_1024', ...usual, ...bigger, 'EC_secp521r1'],
    refused: [],
  },
  public: { by: 'a public custom domain', taken: ['RSA_1024', ...usual], refused: bigger },
  private: {
    by: 'a private custom domain',
    taken: usual,
    refused: ['RSA_1024', ...bigger, 'EC_secp521r1'],
  },
} as const satisfies Record<string, Keys>;

const key = ofHeld({
  name: 'certificate-key',
  asks: 'Do the load balancer and the custom domains take the key of the certificate?',
  judge: ({ arn, where, detail }, ward) => {
    // ACM writes it RSA_2048 in some answers and RSA-2048 in others.
    const algorithm = detail.KeyAlgorithm?.replace('-', '_');
    const evidence = { KeyAlgorithm: detail.KeyAlgorithm };
    const users = new Set(
      waysOf(ward.env).flatMap(({ ingress, domains }): Keys[] => {
        const balancer = ownerOf(ward.env)
          ? []
          : ingress === 'nlb'
            ? [keys.nlb]
            : ingress.startsWith('alb')
              ? [keys.alb]
              : [];
        return [...balancer, keys[domains]];
      }),
    );
    return [...users].map(({ by, taken, refused }) => {
      if (algorithm !== undefined && taken.includes(algorithm))
        return pass(arn, `${by} takes ${algorithm}`, { evidence, where });
      if (algorithm !== undefined && refused.includes(algorithm))
        return stop('CERTIFICATE_KEY_NOT_TAKEN', arn, `${by} does not take ${algorithm}`, {
          evidence,
          where,
        });
      return unknown(
        'CERTIFICATE_KEY_NOT_TAKEN',
        arn,
        `whether ${by} takes ${algorithm ?? 'its key'} is not documented`,
        {
          evidence,
          where,
        },
      );
    });
  },
});

const day = 86_400_000;

/**
 * ACM renews 60 days before the end at the earliest (ACM guide, managed renewal), so that a month before it something
 * is wrong; whoever imports needs as long.
 */
const soonDays = 30;

const validity = ofHeld({
  name: 'certificate-days',
  asks: 'How many days is the certificate valid for?',
  judge: ({ arn, where, detail }, ward) => {
    const { NotBefore, NotAfter } = detail;
    if (NotAfter === undefined)
      return [unknown('CERTIFICATE_ENDS_SOON', arn, 'ACM does not say when it ends', { where })];
    const end = new Date(NotAfter);
    const days = Math.floor((end.getTime() - ward.now.getTime()) / day);
    const evidence = { NotBefore, NotAfter, days };
    const until = end.toISOString().slice(0, 10);
    if (days < 0) return [stop('CERTIFICATE_EXPIRED', arn, `it ended on ${until}`, { evidence, where })];
    if (NotBefore !== undefined && new Date(NotBefore) > ward.now)
      return [stop('CERTIFICATE_EXPIRED', arn, 'it is not valid yet', { evidence, where })];
    if (days <= soonDays)
      return [
        remark('CERTIFICATE_ENDS_SOON', arn, `it ends in ${days} days, on ${until}`, { evidence, where }),
      ];
    return [pass(arn, `it is valid for ${days} days, until ${until}`, { evidence, where })];
  },
});

const used = ofHeld({
  name: 'certificate-in-use',
  asks: 'Does anything use the certificate?',
  judge: ({ arn, where, detail }) => {
    const users = detail.InUseBy ?? [];
    const details = { where, evidence: { InUseBy: users } };
    if (users.length === 0) return [remark('CERTIFICATE_NOT_IN_USE', arn, 'nothing uses it', details)];
    return [
      pass(arn, `${users.length} ${users.length === 1 ? 'resource uses' : 'resources use'} it`, details),
    ];
  },
});

export const certificateChecks = ofPresenter([issued, coverage, key, validity, used]);
