import { buildModel } from '../../tools/assembly';
import { assemblyOf, type TestTemplate } from '../helpers/assembly';
import { referenceModel, referenceTemplates } from '../helpers/reference-template';

/** Every property of the reference templates, one at a time, replaced. */
function* replaced(value: unknown): Generator<[name: string, templates: Record<string, TestTemplate>]> {
  const reference = referenceTemplates();
  for (const [stack, { Resources = {} }] of Object.entries(reference)) {
    for (const [logicalId, { Properties = {} }] of Object.entries(Resources)) {
      for (const property of Object.keys(Properties)) {
        const templates = referenceTemplates();
        const target = templates[stack]!.Resources![logicalId]!.Properties as Record<string, unknown>;
        target[property] = value;
        yield [`${stack}/${logicalId}.${property}`, templates];
      }
    }
  }
}

const notRead =
  /\.(GroupDescription|Description|ServiceToken|Role|IntegrationHttpMethod|Tags)$|Deployment\.RestApiId$/;

test('a property that cannot be resolved is named, whichever it is', () => {
  const silent = [...replaced({ 'Fn::Own': 1 })].flatMap(([name, templates]) =>
    buildModel(assemblyOf(templates)).unknowns.length === 0 ? [name] : [],
  );
  expect(silent.filter((name) => !notRead.test(name))).toEqual([]);
});

test.each([['text'], [[{ a: { b: null } }]]])(
  'a property of the wrong shape (%j) breaks nothing',
  (value) => {
    for (const [, templates] of replaced(value)) {
      expect(() => buildModel(assemblyOf(templates))).not.toThrow();
    }
  },
);

/** Everything that a part belongs to says so when it cannot be told to which. */
test.each([
  ['AppVpcRoutesAToPeer', 'RouteTableId', 'routeTables'],
  ['EndpointFromBalancer', 'GroupId', 'securityGroups'],
  ['AppVpcAclInHttps0', 'NetworkAclId', 'networkAcls'],
  ['Listener', 'LoadBalancerArn', 'loadBalancers'],
  ['EndpointTargets', 'TargetGroupArn', 'targetGroups'],
  ['FirstRecord', 'HostedZoneId', 'hostedZones'],
  ['FirstRecord', 'Name', 'hostedZones'],
  ['Endpoint', 'SubnetIds', 'endpoints'],
  ['Balancer', 'Subnets', 'loadBalancers'],
] as const)('%s with an unknown %s leaves a trace in %s', (logicalId, property, list) => {
  const model = referenceModel(({ 'corp-network': network }) => {
    Object.assign(network!.Resources![logicalId]!.Properties!, { [property]: { 'Fn::Own': 1 } });
  });
  const own = model[list].filter(({ where }) => where.stack === 'corp-network');
  const created = own.filter(({ where }) => !where.logicalId.endsWith('Vpc') || list === 'routeTables');
  expect(
    created.filter(({ unresolved }) => !unresolved?.some(({ reason }) => reason.includes('Fn::Own'))),
  ).toEqual([]);
});

test.each([
  ['FirstTestGet', 'ResourceId'],
  ['FirstTestGet', 'RestApiId'],
  ['FirstTestResource', 'PathPart'],
  ['FirstStage', 'StageName'],
] as const)('%s with an unknown %s leaves a trace in its API', (logicalId, property) => {
  const model = referenceModel(({ 'corp-apis': apis }) => {
    Object.assign(apis!.Resources![logicalId]!.Properties!, { [property]: { 'Fn::Own': 1 } });
  });
  expect(model.restApis[0]?.definition.unresolved).not.toEqual([]);
  expect(model.restApis[0]?.definition.unresolved).toBeDefined();
});
