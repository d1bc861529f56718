import { awsChain, type Clients } from '../../lambdas/endpoint-targets/aws-chain';
import { send } from '../../lambdas/endpoint-targets/cloudformation';

/** Clients that answer by command name, and note what was asked. */
function clients(answers: Readonly<Record<string, unknown>>) {
  const asked: [command: string, input: unknown][] = [];
  const client = {
    send: async (command: { constructor: { name: string }; input: unknown }) => {
      asked.push([command.constructor.name, command.input]);
      return answers[command.constructor.name] ?? {};
    },
  };
  return { asked, chain: awsChain({ ec2: client, balancing: client } as unknown as Clients) };
}

test('the addresses of an endpoint are those of its interfaces, with their zones', async () => {
  const { chain } = clients({
    DescribeVpcEndpointsCommand: { VpcEndpoints: [{ NetworkInterfaceIds: ['eni-1', 'eni-2'] }] },
    DescribeNetworkInterfacesCommand: {
      NetworkInterfaces: [
        { PrivateIpAddress: '10.20.0.10', AvailabilityZone: 'eu-west-1a' },
        { AvailabilityZone: 'eu-west-1b' },
      ],
    },
  });
  expect(await chain.interfacesOf('vpce-1')).toEqual([{ address: '10.20.0.10', zone: 'eu-west-1a' }]);
});

test('an endpoint without interfaces never asks for all interfaces of the account', async () => {
  const { chain, asked } = clients({ DescribeVpcEndpointsCommand: { VpcEndpoints: [{}] } });
  expect(await chain.interfacesOf('vpce-1')).toEqual([]);
  expect(asked.map(([command]) => command)).toEqual(['DescribeVpcEndpointsCommand']);
});

test('targets that are leaving do not count', async () => {
  const { chain } = clients({
    DescribeTargetHealthCommand: {
      TargetHealthDescriptions: [
        { Target: { Id: '10.20.0.10', Port: 443 }, TargetHealth: { State: 'unhealthy' } },
        { Target: { Id: '10.20.0.11', Port: 443 }, TargetHealth: { State: 'draining' } },
      ],
    },
  });
  expect(await chain.targetsOf('group')).toEqual([{ address: '10.20.0.10', port: 443, zone: undefined }]);
});

test('targets are named as AWS names them', async () => {
  const { chain, asked } = clients({});
  await chain.register('group', [{ address: '10.20.0.10', port: 443, zone: 'eu-west-1a' }]);
  await chain.deregister('group', [{ address: '10.20.0.11', port: 443 }]);
  expect(asked).toEqual([
    [
      'RegisterTargetsCommand',
      { TargetGroupArn: 'group', Targets: [{ Id: '10.20.0.10', Port: 443, AvailabilityZone: 'eu-west-1a' }] },
    ],
    ['DeregisterTargetsCommand', { TargetGroupArn: 'group', Targets: [{ Id: '10.20.0.11', Port: 443 }] }],
  ]);
});

describe('the answer to CloudFormation', () => {
  const flaky = (failures: number) => {
    let calls = 0;
    return jest.fn(async () => {
      calls += 1;
      if (calls <= failures) throw new Error('reset');
    });
  };

  beforeEach(() => jest.spyOn(console, 'warn').mockImplementation());
  afterEach(() => jest.restoreAllMocks());

  test('is put again when it does not arrive', async () => {
    const put = flaky(2);
    await send('https://answer.example/', '{}', put);
    expect(put).toHaveBeenCalledTimes(3);
  });

  test('is given up after three attempts, loudly', async () => {
    await expect(send('https://answer.example/', '{}', flaky(3))).rejects.toThrow('reset');
  });
});
