import type { Template } from '../../../tools/assembly/assembly';
import { type Steps, synthesizeSteps } from './steps';

let migration: Steps;
beforeAll(() => {
  migration = synthesizeSteps();
}, 60_000);
afterAll(() => migration.remove());

type Templates = ReadonlyMap<string, Template>;

const templatesOf = (index: number): Templates =>
  new Map(migration.steps[index]!.assembly.stacks.map(({ name, template }) => [name, template]));

const forth = [0, 1, 2, 3, 4].map((step) => [step, step + 1] as const);
const back = forth.map(([from, to]) => [to, from] as const);

/** What CloudFormation changes in place: aws-facts §11.2 (CFN-spec). */
const inPlace = new Set([
  'AWS::ApiGateway::RestApi.Policy',
  'AWS::ApiGateway::RestApi.EndpointConfiguration',
  'AWS::ApiGateway::RestApi.Body',
  'AWS::ApiGateway::Stage.DeploymentId',
  'AWS::EC2::VPCEndpoint.PrivateDnsEnabled',
  'AWS::ElasticLoadBalancingV2::LoadBalancer.LoadBalancerAttributes',
  'AWS::Route53::RecordSet.AliasTarget',
]);

test.each([...forth, ...back])(
  'from step %i to %i every resource that stays is changed in place',
  (from, to) => {
    const changed = new Set<string>();
    const after = templatesOf(to);
    for (const [stack, template] of templatesOf(from)) {
      for (const [logicalId, old] of Object.entries(template.Resources ?? {})) {
        const next = after.get(stack)?.Resources?.[logicalId];
        if (!next) continue;
        expect(next.Type).toBe(old.Type);
        const properties = new Set([
          ...Object.keys(old.Properties ?? {}),
          ...Object.keys(next.Properties ?? {}),
        ]);
        for (const name of properties) {
          const isSame = JSON.stringify(old.Properties?.[name]) === JSON.stringify(next.Properties?.[name]);
          if (!isSame) changed.add(`${old.Type}.${name}`);
        }
      }
    }
    expect([...changed].filter((one) => !inPlace.has(one))).toEqual([]);
  },
);

/** Exports that the stacks of one step import and those of another one lack. */
function missed(from: number, to: number): string[] {
  const imported = [...templatesOf(from).values()].flatMap(importsOf);
  const exported = new Set([...templatesOf(to).values()].flatMap(exportsOf));
  return imported.filter((name) => !exported.has(name));
}

test.each([...forth, ...back.slice(1)])(
  'from step %i to %i no stack takes away what another one still imports',
  (from, to) => {
    expect(missed(from, to)).toEqual([]);
  },
);

test('giving up after step 1 the hosts have to let go of the new endpoint first, as the runbook says', () => {
  expect(new Set(missed(1, 0)).size).toBe(1);
});

test('the steps begin without private domains and end without a load balancer', () => {
  const typesOf = (index: number) =>
    [...templatesOf(index).values()].flatMap(({ Resources = {} }) =>
      Object.values(Resources).map(({ Type }) => Type),
    );
  expect(typesOf(0)).not.toContain('AWS::ApiGateway::DomainNameV2');
  expect(typesOf(5)).not.toContain('AWS::ElasticLoadBalancingV2::LoadBalancer');
  expect(typesOf(5)).not.toContain('AWS::ApiGateway::DomainName');
});

test('at no step have two endpoints private DNS', () => {
  const enabled = [0, 1, 2, 3, 4, 5].map((index) =>
    [...templatesOf(index).values()].flatMap(({ Resources = {} }) =>
      Object.values(Resources).filter(
        ({ Type, Properties }) => Type === 'AWS::EC2::VPCEndpoint' && Properties?.PrivateDnsEnabled === true,
      ),
    ),
  );
  expect(enabled.map((endpoints) => endpoints.length)).toEqual([1, 1, 1, 1, 0, 1]);
});

function importsOf(template: Template): string[] {
  return [...JSON.stringify(template).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name]) => name!);
}

function exportsOf({ Outputs = {} }: Template): string[] {
  return Object.values(Outputs).flatMap(({ Export }) =>
    Export?.Name === undefined ? [] : [String(Export.Name)],
  );
}
