import { Clients } from '../../tools/doctor/clients';
import { type ReadName, reads } from '../../tools/doctor/reads';
import type { ReadSpec } from '../../tools/doctor/reads/spec';
import { settings } from './facts';

/** Asked for one thing by name, so that there is one page. */
const ofOne: readonly ReadName[] = ['cloudformation:DescribeStacks'];

const certificate = {
  arn: 'arn:aws-cn:acm:cn-north-1:111122223333:certificate/1a',
  names: ['*.corp.example'],
};
const scope = {
  partition: 'aws-cn',
  region: 'cn-north-1',
  account: '111122223333',
  config: { ...settings().config, certificate },
};

const clients = new Clients({ region: 'eu-west-1' });
afterAll(() => clients.close());

describe.each(Object.entries(reads) as [ReadName, ReadSpec][])('%s', (name, spec) => {
  const service = () => clients.service(spec.service);

  test('is a command of the SDK that reads', () => {
    expect(service().command(spec.command)).toBeInstanceOf(Function);
    expect(spec.command).toMatch(/^(Describe|Get|List|Search|Test)/);
    expect(name).toBe(`${spec.service}:${spec.command}`);
  });

  test('brings all pages where the SDK pages it', () => {
    const paged = service().paginator(spec.command) !== undefined;
    if (ofOne.includes(name)) expect(paged).toBe(true);
    else if (spec.next === undefined) expect(spec.items !== undefined).toBe(paged);
    else expect(spec.items).toBeDefined();
  });

  test('is limited to ARNs of the partition, or to everything where IAM knows no resources', () => {
    for (const resource of spec.resources?.(scope) ?? []) expect(resource).toMatch(/^arn:aws-cn:/);
  });
});
