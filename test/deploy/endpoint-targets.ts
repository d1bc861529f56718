import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateSubnetCommand,
  CreateVpcEndpointCommand,
  DeleteSubnetCommand,
  DeleteVpcEndpointsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcEndpointCommand,
} from '@aws-sdk/client-ec2';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { awsChain } from '../../lambdas/endpoint-targets/aws-chain';
import { createHandler } from '../../lambdas/endpoint-targets/handler';
import type { Deployed } from './lane';
import { folder } from './places';
import { type Sdk, sdkOf } from './sdk';
import { throttle } from './throttling';

/** What the deployed environment has of it. */
interface Held {
  readonly group: string;
  readonly endpoint: string;
  readonly vpc: string;
  readonly subnets: readonly string[];
}

/** How often each call is turned away before it is let through. */
const turnedAway = 2;

/**
 * Runs the function of the load balancer's targets against EC2 and Elastic Load Balancing as they are deployed: by the
 * events of deployments and of the clock. The deployment ran its bundle; these are the cases that a deployment has not.
 */
export async function tryEndpointTargets({ environment, lane, found }: Deployed): Promise<void> {
  const { ledger, plane, region } = lane;
  const sdk = sdkOf(plane.env(lane.account), region);
  const held = await readHeld(sdk, found);
  const before = await targetsOf(sdk, held.group);
  const called = (name: string) => `${environment.name}: endpoint-targets, ${name}`;
  const same = async (wanted: readonly string[]) => expectSame(await targetsOf(sdk, held.group), wanted);

  await ledger.step(called('the deployment registered both zones'), async () =>
    expectSame(before, await addressesOf(sdk, held.endpoint)),
  );
  await ledger.step(called('the same event twice changes nothing'), async () => {
    for (let time = 1; time <= 2; time += 1) {
      const plan = await clock(sdk, held);
      if (plan?.register.length || plan?.deregister.length)
        throw new Error(`it planned ${JSON.stringify(plan)}`);
      await same(before);
    }
  });
  await ledger.step(called('a zone is added, and taken away'), async () => {
    const place = { VpcId: held.vpc, CidrBlock: '10.20.250.0/28', AvailabilityZone: `${region}c` };
    const { Subnet } = await sdk.ec2.send(new CreateSubnetCommand(place));
    const SubnetId = Subnet!.SubnetId!;
    const change = (by: object) =>
      sdk.ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId: held.endpoint, ...by }));
    await change({ AddSubnetIds: [SubnetId] });
    await clock(sdk, held);
    const wider = await addressesOf(sdk, held.endpoint);
    if (wider.length !== before.length + 1) throw new Error(`the endpoint has ${wider.length} addresses`);
    await same(wider);
    await change({ RemoveSubnetIds: [SubnetId] });
    await clock(sdk, held);
    await same(before);
    await sdk.ec2.send(new DeleteSubnetCommand({ SubnetId }));
  });
  await ledger.step(called('the endpoint is replaced, and back'), async () => {
    const other = await makeEndpoint(sdk, held, region, held.subnets);
    await deployment(sdk, 'Update', held, { ...held, endpoint: other });
    await same(await addressesOf(sdk, other));
    await deployment(sdk, 'Update', { ...held, endpoint: other }, held);
    await same(before);
    await sdk.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [other] }));
  });
  await ledger.step(called('an endpoint without an address leaves the targets'), async () => {
    const bare = await makeEndpoint(sdk, held, region, []);
    const { Status, Reason } = await deployment(sdk, 'Update', held, { ...held, endpoint: bare });
    if (Status !== 'FAILED' || !Reason?.includes('no address'))
      throw new Error(`it answered ${Status}: ${Reason}`);
    await same(before);
    await sdk.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [bare] }));
  });
  await ledger.step(
    called('a deletion takes every target out, and a creation brings them back'),
    async () => {
      await deployment(sdk, 'Delete', held, held);
      await same([]);
      await deployment(sdk, 'Create', held, held);
      await same(before);
    },
  );
  const { AWS_ENDPOINT_URL: endpoint } = plane.env(lane.account);
  if (endpoint === undefined) return ledger.note(called('AWS is not made to throttle'));
  await ledger.step(called('throttled calls are made again'), async () => {
    await deployment(sdk, 'Delete', held, held);
    const busy = await throttle(endpoint, turnedAway);
    try {
      await clock(sdkOf({ ...plane.env(lane.account), AWS_ENDPOINT_URL: busy.endpoint }, region), held);
    } finally {
      await busy.close();
    }
    const actions = [
      'DescribeNetworkInterfaces',
      'DescribeTargetHealth',
      'DescribeVpcEndpoints',
      'RegisterTargets',
    ];
    expectSame(
      [...busy.refused].sort(),
      actions.flatMap((action) => Array(turnedAway).fill(action)),
    );
    await same(before);
  });
}

async function readHeld({ ec2 }: Sdk, found: Deployed['found']): Promise<Held> {
  const id = (type: string) => found.find((one) => one.type === type)?.physicalId ?? '';
  const endpoint = id('AWS::EC2::VPCEndpoint');
  const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpoint] }));
  const { VpcId = '', SubnetIds = [] } = VpcEndpoints?.[0] ?? {};
  return { endpoint, group: id('AWS::ElasticLoadBalancingV2::TargetGroup'), vpc: VpcId, subnets: SubnetIds };
}

async function makeEndpoint({ ec2 }: Sdk, { vpc }: Held, region: string, SubnetIds: readonly string[]) {
  const ServiceName = `com.amazonaws.${region}.execute-api`;
  const VpcEndpointType = 'Interface';
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({ VpcId: vpc, VpcEndpointType, ServiceName, SubnetIds: [...SubnetIds] }),
  );
  return VpcEndpoint!.VpcEndpointId!;
}

/** Addresses of an endpoint's interfaces, asked for otherwise than the function does. */
async function addressesOf({ ec2 }: Sdk, endpoint: string): Promise<string[]> {
  const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpoint] }));
  const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({}));
  const ids = VpcEndpoints?.[0]?.NetworkInterfaceIds ?? [];
  const own = NetworkInterfaces.filter(({ NetworkInterfaceId = '' }) => ids.includes(NetworkInterfaceId));
  return own.map(({ PrivateIpAddress = '' }) => PrivateIpAddress).sort();
}

async function targetsOf({ balancing }: Sdk, TargetGroupArn: string): Promise<string[]> {
  const answer = await balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  const left = (answer.TargetHealthDescriptions ?? []).filter(
    ({ TargetHealth }) => TargetHealth?.State !== 'draining',
  );
  return left.map(({ Target }) => Target?.Id ?? '').sort();
}

const properties = ({ group, endpoint }: Held) => ({
  TargetGroupArn: group,
  VpcEndpointId: endpoint,
  Port: '443',
});

interface Answer {
  readonly Status: string;
  readonly Reason?: string;
}

function handlerOf(sdk: Sdk, answers: Answer[]) {
  const chain = awsChain({ ec2: sdk.ec2, balancing: sdk.balancing });
  const send = async (_url: string, body: string) => void answers.push(JSON.parse(body));
  const handler = createHandler(() => ({ chain, send }));
  return (event: unknown) => logged(() => handler(event, { getRemainingTimeInMillis: () => 120_000 }));
}

/** What the function writes is its log, not the run's. */
async function logged<T>(work: () => Promise<T>): Promise<T> {
  const { info, error, warn } = console;
  const write = (...parts: unknown[]) =>
    appendFileSync(join(folder('logs'), 'endpoint-targets.log'), `${parts.join(' ')}\n`);
  Object.assign(console, { info: write, error: write, warn: write });
  return work().finally(() => Object.assign(console, { info, error, warn }));
}

/** As the schedule calls it. */
function clock(sdk: Sdk, held: Held) {
  return handlerOf(sdk, [])(properties(held));
}

/** As CloudFormation calls it. @returns what it answers */
async function deployment(
  sdk: Sdk,
  kind: 'Create' | 'Update' | 'Delete',
  before: Held,
  after: Held,
): Promise<Answer> {
  const answers: Answer[] = [];
  await handlerOf(
    sdk,
    answers,
  )({
    ...{ RequestType: kind, ResponseURL: 'https://answer.invalid/', ServiceToken: 'arn', StackId: 'arn' },
    ...{ RequestId: kind, LogicalResourceId: 'Targets', ResourceType: 'Custom::EndpointTargets' },
    ...(kind !== 'Create' && { PhysicalResourceId: before.group }),
    ...(kind === 'Update' && { OldResourceProperties: properties(before) }),
    ResourceProperties: properties(after),
  });
  return answers[0]!;
}

function expectSame(found: readonly string[], wanted: readonly string[]): void {
  const [one, other] = [found, wanted].map((list) => JSON.stringify(list));
  if (one !== other) throw new Error(`found ${one}, wanted ${other}`);
}
