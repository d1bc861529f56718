import { synth } from '../helpers/synth';

const switchedOff = process.env.CDK_VALIDATION;

beforeAll(() => {
  delete process.env.CDK_VALIDATION; // set in the inner loop
});

afterAll(() => {
  if (switchedOff !== undefined) process.env.CDK_VALIDATION = switchedOff;
});

const onPremises = { cidrs: ['10.10.0.0/16'] };
const names = ['*.corp.example'];

/**
 * Schemas of CloudFormation and rules of AWS Solutions, over every option: a violation, or a warning that nobody
 * acknowledged with a reason, is in the report; a broken rule of AWS Solutions ends the synthesis.
 */
test.each([
  ['the reference', {}],
  [
    'a created Transit Gateway, a public zone, a validated certificate',
    {
      onPremises: { ...onPremises, simulate: true, connect: 'transit-gateway' },
      dns: { zone: 'corp.example', visibility: 'public' },
      certificate: { validate: { names, zone: 'Z0123456789ABCDEFGHIJ' } },
    },
  ],
  [
    'a Direct Connect, an inbound endpoint, three zones',
    {
      onPremises: { ...onPremises, connect: 'connected' },
      dns: { zone: 'corp.example', inboundEndpoint: true, associate: ['vpc-0fedcba9876543210'] },
      zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    },
  ],
  [
    'secrets for the probe, with a key of ours and without, and a canary',
    {
      onPremises: {
        ...onPremises,
        simulate: true,
        connect: 'peering',
        secrets: [
          'partners/acme',
          {
            secret: 'corp/token',
            key: 'arn:aws:kms:eu-west-1:111122223333:key/6f1d1c1e-4f5b-4c3a-9b1a-0a1b2c3d4e5f',
          },
        ],
      },
      operations: { canary: {} },
    },
  ],
  [
    'an existing network, endpoint and zone, an OpenAPI file',
    {
      network: {
        existing: {
          vpc: 'vpc-0123456789abcdef0',
          cidrs: ['10.20.0.0/16'],
          subnets: [
            { id: 'subnet-0aaaaaaaaaaaaaaa0', zone: 'eu-west-1a', cidr: '10.20.0.0/24' },
            { id: 'subnet-0bbbbbbbbbbbbbbb0', zone: 'eu-west-1b', cidr: '10.20.1.0/24' },
          ],
          endpoint: { id: 'vpce-0123456789abcdef0', securityGroup: 'sg-0123456789abcdef0' },
        },
      },
      onPremises,
      dns: { zone: 'corp.example', existing: 'Z0123456789ABCDEFGHIJ' },
      apis: [
        { name: 'orders', host: 'orders.corp.example', openapi: 'test/cases/stacks/orders.openapi.yaml' },
      ],
    },
  ],
])('%s: templates are clean', (_, changes) => {
  expect(synth(changes, { validate: true }).violations).toEqual([]);
});
