import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withPhysical } from '../../../tools/doctor/drift/declared';
import { liveAssembly } from '../../../tools/doctor/drift/live-assembly';
import type { Snapshot } from '../../../tools/doctor/drift/snapshot';
import { packageRoot } from '../../../tools/root';
import { assemblyOf, type TestResource } from '../../helpers/assembly';

interface Case {
  readonly name: string;
  /** What the template of stack `corp` declares. */
  readonly declares: Readonly<Record<string, TestResource>>;
  /** Logical id → what CloudFormation says it is. */
  readonly ids: Readonly<Record<string, string>>;
  /** Parts of the snapshot. @default nothing is there */
  readonly aws: Partial<Snapshot>;
  /** Logical id → properties that the deployed side has, among others; null: it is not there. */
  readonly expect: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  /** Subjects that were not read. @default none */
  readonly unread?: readonly string[];
}

const folder = join(packageRoot, 'test', 'cases', 'drift');
const empty: Snapshot = {
  region: 'eu-west-1',
  account: '111122223333',
  stacks: [],
  vpcs: [],
  subnets: [],
  routeTables: [],
  networkAcls: [],
  securityGroups: [],
  internetGateways: [],
  peerings: [],
  transitGateways: [],
  apiKeys: [],
  usagePlans: [],
  endpoints: [],
  interfaces: [],
  loadBalancers: [],
  targetGroups: [],
  certificates: [],
  zones: [],
  restApis: [],
  domains: [],
  associations: [],
  httpApis: [],
  vpcLinks: [],
  httpVpcLinks: [],
  functions: [],
};

describe.each(readdirSync(folder))('%s', (file) => {
  const cases = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case[];

  test.each(cases)('$name', ({ declares, ids, aws, expect: expected, unread = [] }) => {
    const resources = Object.entries(ids).map(([LogicalResourceId, PhysicalResourceId]) => ({
      LogicalResourceId,
      PhysicalResourceId,
      ResourceType: declares[LogicalResourceId]?.Type,
      LastUpdatedTimestamp: undefined,
      ResourceStatus: undefined,
    }));
    const snapshot: Snapshot = { ...empty, stacks: [{ name: 'corp', resources }], ...aws };
    const live = liveAssembly(
      withPhysical(assemblyOf({ corp: { Resources: declares } }), snapshot),
      snapshot,
    );
    const made = live.assembly.stacks[0]?.template.Resources ?? {};
    for (const [id, properties] of Object.entries(expected)) {
      if (properties === null) expect(Object.keys(made)).not.toContain(id);
      else expect(made[id]?.Properties).toMatchObject(properties);
    }
    expect(Object.keys(made).sort()).toEqual(
      Object.keys(expected)
        .filter((id) => expected[id] !== null)
        .sort(),
    );
    expect(live.unread.map(({ subject }) => subject)).toEqual(unread);
  });
});
