import { z } from 'zod';
import { endpointId } from './names';

const accountId = z
  .string()
  .regex(/^\d{12}$/, 'an AWS account number: 12 digits in quotes, such as "111122223333"');

const apiAccount = z.strictObject({
  id: accountId,
  certificate: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/.+$/,
      'the ARN of an ACM certificate such as arn:aws:acm:eu-west-1:111122223333:certificate/6f1d1c1e-4f5b-4c3a-9b1a-0a1b2c3d4e5f',
    )
    .describe('Certificate of its custom domains, in that account, with the names of certificate'),
  domains: z
    .record(
      z.string(),
      z.string().regex(/^[a-z0-9]+$/, 'the id of a private custom domain such as abcde12345'),
    )
    .default({})
    .describe(
      'host → id of its private custom domain, which API Gateway allots; any id of the form until it has',
    ),
});

export const accounts = z
  .strictObject({
    hub: z
      .strictObject({
        id: accountId,
        endpoints: z
          .strictObject({
            public: endpointId.optional().describe('Of public custom domains (ingress: nlb)'),
            private: endpointId.optional().describe('Of private custom domains'),
          })
          .describe('Ids of its endpoints, which AWS allots; any id of the form until the hub is deployed'),
      })
      .describe('Owns network, endpoint, load balancer and zones'),
    sameOrganization: z
      .boolean()
      .default(true)
      .describe('false: someone accepts each share of a private custom domain within 12 hours'),
    apis: z
      .record(
        z
          .string()
          .regex(/^[a-z][a-z0-9-]{0,30}$/, 'a name of lower-case letters and digits such as payments'),
        apiAccount,
      )
      .describe('Accounts that own APIs and their custom domains, by the name that apis use'),
  })
  .describe('Several accounts: values cross them by this file, never by references of templates');

export type ApiAccount = z.infer<typeof apiAccount>;
