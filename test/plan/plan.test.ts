import { planDeletion, planUpdate } from '../../tools/plan';
import { renderPlan } from '../../tools/plan/report';
import { assemblyOf, type TestResource, type TestTemplate } from '../helpers/assembly';

const resource = (Type: string, Properties: Record<string, unknown> = {}): TestResource => ({
  Type,
  Properties,
});
const ref = (Ref: string) => ({ Ref });

type Templates = Readonly<Record<string, TestTemplate>>;
const plan = (before: Templates, after: Templates) => planUpdate(assemblyOf(before), assemblyOf(after));
const codes = (before: Templates, after: Templates) => plan(before, after).map(({ code }) => code);

/** A REST API whose one method goes where `integration` says; a new deployment by its logical id. */
function api(integration: object, deployment = 'Deployment1'): Record<string, TestResource> {
  return {
    Api: resource('AWS::ApiGateway::RestApi', { Name: 'pay' }),
    Method: resource('AWS::ApiGateway::Method', {
      RestApiId: ref('Api'),
      HttpMethod: 'GET',
      Integration: integration,
    }),
    [deployment]: resource('AWS::ApiGateway::Deployment', { RestApiId: ref('Api') }),
    Stage: resource('AWS::ApiGateway::Stage', {
      RestApiId: ref('Api'),
      DeploymentId: ref(deployment),
      StageName: 'prod',
    }),
  };
}
const through = (link: unknown) => ({ Type: 'HTTP_PROXY', ConnectionType: 'VPC_LINK', ConnectionId: link });
const mock = { Type: 'MOCK' };
const link = (subnets = ['subnet-1']) =>
  resource('AWS::ApiGatewayV2::VpcLink', { Name: 'to-backend', SubnetIds: subnets });

const exported = (name: string, value: unknown) => ({ Value: value, Export: { Name: name } });
const links: TestTemplate = {
  Resources: { Link: link() },
  Outputs: { LinkId: exported('links:Link', ref('Link')) },
};
const imported = { 'Fn::ImportValue': 'links:Link' };

describe('a VPC link', () => {
  test('is refused while the API of a later stack still refers to it, with the order that works', () => {
    const before = { links, pay: { Resources: api(through(imported)) } };
    const after = { links: { Resources: {} }, pay: { Resources: api(mock, 'Deployment2') } };
    const [trap, ...more] = plan(before, after);
    expect(more).toEqual([]);
    expect(trap).toMatchObject({ code: 'VPC_LINK_STILL_REFERENCED', severity: 'refused' });
    expect(trap?.because).toBe('Link of links is deleted, and Method of pay (stage prod) still refers to it');
    expect(trap?.where.at(-1)).toMatchObject({
      stack: 'pay',
      property: 'Properties.Integration.ConnectionId',
    });
    expect(trap?.fix).toContain('npx cdk deploy --exclusively pay, then npx cdk deploy --all');
  });

  test('goes in the second deployment, once no deployed API refers to it', () => {
    const between = { links, pay: { Resources: api(mock, 'Deployment2') } };
    const after = { links: { Resources: {} }, pay: { Resources: api(mock, 'Deployment2') } };
    expect(codes({ links, pay: { Resources: api(through(imported)) } }, between)).toEqual([]);
    expect(codes(between, after)).toEqual([]);
  });

  test('in the API’s own stack goes in one deployment, if the stage is deployed again', () => {
    const before = { pay: { Resources: { Link: link(), ...api(through(ref('Link'))) } } };
    expect(codes(before, { pay: { Resources: api(mock, 'Deployment2') } })).toEqual([]);
    expect(codes(before, { pay: { Resources: api(mock) } })).toEqual(['VPC_LINK_STILL_REFERENCED']);
  });

  test('of version 2 is replaced by other subnets, of version 1 by another load balancer', () => {
    const before = { links, pay: { Resources: api(through(imported)) } };
    const moved = { ...links, Resources: { Link: link(['subnet-2']) } };
    const [trap] = plan(before, { ...before, links: moved });
    expect(trap?.because).toContain('Link of links is replaced');

    const old = (target: string) => ({
      Link: resource('AWS::ApiGateway::VpcLink', { Name: 'old', TargetArns: [target] }),
    });
    const one = { links: { ...links, Resources: old('arn:1') }, pay: before.pay };
    const other = { links: { ...links, Resources: old('arn:2') }, pay: before.pay };
    expect(codes(one, other)).toEqual(['VPC_LINK_STILL_REFERENCED']);
    expect(codes(one, one)).toEqual([]);
  });

  test('may be held by a whole document, a stage variable or an HTTP API', () => {
    const document = {
      paths: { '/': { get: { 'x-amazon-apigateway-integration': { connectionId: imported } } } },
    };
    const holders: Record<string, TestResource>[] = [
      { Api: resource('AWS::ApiGateway::RestApi', { Body: document }) },
      { Stage: resource('AWS::ApiGateway::Stage', { Variables: { link: imported } }) },
      { Integration: resource('AWS::ApiGatewayV2::Integration', { ConnectionId: imported }) },
    ];
    for (const Resources of holders)
      expect(codes({ links, pay: { Resources } }, { links: { Resources: {} }, pay: { Resources } })).toEqual([
        'VPC_LINK_STILL_REFERENCED',
      ]);
  });

  test('whose API is in no new template needs that stack to go first', () => {
    const traps = plan({ links, pay: { Resources: api(through(imported)) } }, { links: { Resources: {} } });
    expect(traps.map(({ code }) => code)).toEqual(['VPC_LINK_STILL_REFERENCED', 'STACK_LEFT_BEHIND']);
    expect(traps[0]?.fix).toContain('delete pay first');
  });
});

describe('an export', () => {
  const door = (Value: unknown): TestTemplate => ({
    Resources: { Endpoint: resource('AWS::EC2::VPCEndpoint'), Other: resource('AWS::EC2::VPCEndpoint') },
    Outputs: { Id: exported('door:Endpoint', Value) },
  });
  const pay = {
    Resources: { A: resource('AWS::SSM::Parameter', { Value: { 'Fn::ImportValue': 'door:Endpoint' } }) },
  };

  test('in use is neither dropped nor changed', () => {
    const before = { door: door(ref('Endpoint')), pay };
    expect(codes(before, { ...before, door: door(ref('Other')) })).toEqual(['EXPORT_STILL_IMPORTED']);
    const [trap] = plan(before, { ...before, door: { Resources: {} } });
    expect(trap?.because).toBe('door drops export door:Endpoint, which pay imports');
    expect(codes(before, before)).toEqual([]);
  });

  test('that nobody imports goes', () => {
    expect(codes({ door: door(ref('Endpoint')) }, { door: { Resources: {} } })).toEqual([]);
  });

  test('whose importer needs a new one too takes a configuration in between', () => {
    const next = {
      Resources: { A: resource('AWS::SSM::Parameter', { Value: { 'Fn::ImportValue': 'door:New' } }) },
    };
    const [trap] = plan(
      { door: door(ref('Endpoint')), pay },
      { door: { ...door(ref('Other')), Outputs: { New: exported('door:New', ref('Other')) } }, pay: next },
    );
    expect(trap?.fix).toContain('a configuration in between');
  });
});

describe('a load balancer', () => {
  const balancer = (isProtected: boolean) =>
    resource('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Type: 'network',
      LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: String(isProtected) }],
    });
  const old = (target: unknown) => resource('AWS::ApiGateway::VpcLink', { TargetArns: [target] });

  test('is ResourceInUse while a link of another stack is attached', () => {
    const before = {
      backends: {
        Resources: { Balancer: balancer(false) },
        Outputs: { Arn: exported('b:Balancer', ref('Balancer')) },
      },
      links: { Resources: { Link: old({ 'Fn::ImportValue': 'b:Balancer' }) } },
    };
    const after = { backends: { Resources: {} }, links: { Resources: {} } };
    expect(codes(before, after)).toEqual(
      expect.arrayContaining(['EXPORT_STILL_IMPORTED', 'LOAD_BALANCER_STILL_LINKED']),
    );
  });

  test('goes with the link of its own stack', () => {
    const Resources = { Balancer: balancer(false), Link: old(ref('Balancer')) };
    expect(codes({ all: { Resources } }, { all: { Resources: {} } })).toEqual([]);
  });

  test('with deletion protection stays, in an update and in a deletion', () => {
    const before = { door: { Resources: { Balancer: balancer(true) } } };
    expect(codes(before, { door: { Resources: {} } })).toEqual(['LOAD_BALANCER_PROTECTED']);
    expect(planDeletion(assemblyOf(before)).map(({ code }) => code)).toEqual(['LOAD_BALANCER_PROTECTED']);
    const open = { door: { Resources: { Balancer: balancer(false) } } };
    expect(planDeletion(assemblyOf(open))).toEqual([]);
  });
});

describe('base paths of one domain', () => {
  const mapping = (BasePath?: string) =>
    resource('AWS::ApiGateway::BasePathMapping', { DomainName: 'pay.corp.example', BasePath });

  test.each([
    ['a named one beside the whole host', undefined, 'v1', true],
    ['the whole host beside a named one', 'v1', undefined, true],
    ['one name instead of another', 'v1', 'v2', false],
    ['the same again', undefined, undefined, false],
  ])('%s', (_name, before, after, isRefused) => {
    const found = codes(
      { pay: { Resources: { Before: mapping(before) } } },
      { pay: { Resources: { After: mapping(after) } } },
    );
    expect(found).toEqual(isRefused ? ['BASE_PATHS_MIXED'] : []);
  });
});

test('a custom domain that moves to another stack is held by the first', () => {
  const domain = resource('AWS::ApiGateway::DomainName', { DomainName: 'pay.corp.example' });
  const before = { 'old-pay': { Resources: { Host: domain } } };
  expect(codes(before, { 'new-pay': { Resources: { Host: domain } } })).toEqual([
    'DOMAIN_STILL_HELD',
    'STACK_LEFT_BEHIND',
  ]);
  expect(codes(before, before)).toEqual([]);
  const http = resource('AWS::ApiGatewayV2::DomainName', { DomainName: 'pay.corp.example' });
  expect(codes(before, { 'old-pay': { Resources: { Host: http } } })).toEqual(['DOMAIN_STILL_HELD']);
});

test('a function that goes together with its group makes the deletion wait', () => {
  const Resources = {
    Group: resource('AWS::EC2::SecurityGroup', { GroupDescription: 'functions' }),
    Function: resource('AWS::Lambda::Function', {
      VpcConfig: { SecurityGroupIds: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }], SubnetIds: ['subnet-1'] },
    }),
  };
  const [trap, ...more] = plan({ all: { Resources } }, { all: { Resources: {} } });
  expect(trap).toMatchObject({ code: 'FUNCTION_INTERFACES_LINGER', severity: 'slow' });
  expect(more).toEqual([]);
  expect(codes({ all: { Resources } }, { all: { Resources: { Group: Resources.Group } } })).toEqual([]);
});

test('a plan for people names the code, the places, the fix and the runbook', () => {
  const traps = plan({ links, pay: { Resources: api(through(imported)) } }, { links: { Resources: {} } });
  const text = renderPlan(traps, { runbooks: 'https://wiki.corp.example/run/' });
  expect(text).toContain('REFUSED VPC_LINK_STILL_REFERENCED: Link of links is deleted');
  expect(text).toContain('at pay/Method Properties.Integration.ConnectionId');
  expect(text).toContain('Runbook: https://wiki.corp.example/run/vpc-link-cannot-be-deleted.md');
  expect(text).toContain('note STACK_LEFT_BEHIND');
  expect(text).toMatch(
    /vpc-link-cannot-be-deleted\.md\n {2}Next: aws apigateway get-vpc-links .*\n {8}npx cdk diff$/m,
  );
  expect(renderPlan([])).toBe('nothing that the templates show is in the way');
});

test('what to run next is told once a code', () => {
  const traps = plan({ links, pay: { Resources: api(through(imported)) } }, { links: { Resources: {} } });
  const next = (text: string) => text.match(/Next: /g)?.length;
  expect(next(renderPlan([...traps, ...traps]))).toBe(new Set(traps.map(({ code }) => code)).size);
});
