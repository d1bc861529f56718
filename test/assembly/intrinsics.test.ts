import type { Value } from '../../tools/assembly/intrinsics/values';
import { Unknown } from '../../tools/assembly/model';
import { World } from '../../tools/assembly/world';
import { assemblyOf, type TestTemplate } from '../helpers/assembly';

const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } };
const mystery = { Type: 'Vendor::Own::Thing' };

function resolved(
  value: unknown,
  more: TestTemplate = {},
  parameters?: Record<string, string>,
): Value | undefined {
  const Subject = { Type: 'Test::Subject', Properties: { Value: value } };
  const template = { ...more, Resources: { bucket, mystery, ...more.Resources, Subject } };
  const world = new World(assemblyOf({ app: template }), { parameters });
  return world.stack('app')?.resource('Subject')?.property('Value');
}

function unknownOf(value: unknown, more?: TestTemplate): Unknown {
  const result = resolved(value, more);
  if (!(result instanceof Unknown)) throw new Error(`resolved to ${JSON.stringify(result)}`);
  return result;
}

const unresolvable = { 'Fn::GetAtt': ['mystery', 'Colour'] };

describe('Ref', () => {
  test('gives the physical id of a resource', () => {
    expect(resolved({ Ref: 'bucket' })).toBe('files');
  });
  test('gives a parameter its default', () => {
    expect(resolved({ Ref: 'P' }, { Parameters: { P: { Type: 'String', Default: 'x' } } })).toBe('x');
  });
  test('gives a parameter the value of the caller, by name or by stack and name', () => {
    const more = { Parameters: { P: { Type: 'String', Default: 'x' } } };
    expect(resolved({ Ref: 'P' }, more, { P: 'y' })).toBe('y');
    expect(resolved({ Ref: 'P' }, more, { P: 'y', 'app:P': 'z' })).toBe('z');
  });
  test('splits a list parameter', () => {
    const more = { Parameters: { P: { Type: 'CommaDelimitedList', Default: 'a, b' } } };
    expect(resolved({ Ref: 'P' }, more)).toEqual(['a', 'b']);
  });
  test('names a parameter without a value', () => {
    const unknown = unknownOf({ Ref: 'P' }, { Parameters: { P: { Type: 'String' } } });
    expect(unknown.where).toEqual({ stack: 'app', logicalId: 'Parameters', property: 'P' });
  });
  test('names a parameter that Systems Manager holds', () => {
    const more = { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a' } } };
    expect(unknownOf({ Ref: 'P' }, more).reason).toContain('Systems Manager');
  });
  test('reads a Systems Manager parameter that the same assembly creates', () => {
    const more = {
      Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a' } },
      Resources: { Stored: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/a', Value: 'kept' } } },
    };
    expect(resolved({ Ref: 'P' }, more)).toBe('kept');
  });
  test.each([
    ['AWS::Region', 'eu-west-1'],
    ['AWS::AccountId', '111122223333'],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', 'app'],
    ['AWS::NotificationARNs', []],
  ])('gives the pseudo parameter %s', (name, value) => {
    expect(resolved({ Ref: name })).toEqual(value);
  });
  test('removes a property that is AWS::NoValue', () => {
    expect(resolved({ a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] })).toEqual({ b: [1] });
  });
  test('names a resource that is not there, with the place that asks', () => {
    const unknown = unknownOf({ a: [{ Ref: 'nobody' }] }.a[0]);
    expect(unknown.reason).toContain('nobody');
    expect(unknown.where).toEqual({ stack: 'app', logicalId: 'Subject', property: 'Properties.Value' });
  });
  test('names a resource of a type without known ids', () => {
    expect(unknownOf({ Ref: 'mystery' }).reason).toContain('Vendor::Own::Thing');
  });
});

describe('Fn::GetAtt', () => {
  test('gives an attribute', () => {
    expect(resolved({ 'Fn::GetAtt': ['bucket', 'Arn'] })).toBe('arn:aws:s3:::files');
  });
  test('takes the dotted form', () => {
    expect(resolved({ 'Fn::GetAtt': 'bucket.Arn' })).toBe('arn:aws:s3:::files');
  });
  test('names an attribute that only a deploy decides', () => {
    expect(unknownOf(unresolvable).reason).toContain('mystery.Colour');
  });
});

describe('Fn::Sub', () => {
  test('fills in references, attributes and own variables', () => {
    const text = '${AWS::Region}/${bucket}/${bucket.Arn}/${own}';
    expect(resolved({ 'Fn::Sub': [text, { own: { Ref: 'AWS::Partition' } }] })).toBe(
      'eu-west-1/files/arn:aws:s3:::files/aws',
    );
  });
  test('keeps an escaped variable literally', () => {
    expect(resolved({ 'Fn::Sub': '${!stageVariables.name}' })).toBe('${stageVariables.name}');
  });
  test('is unknown as a whole when a part is', () => {
    expect(unknownOf({ 'Fn::Sub': 'a-${mystery.Colour}' }).reason).toContain('mystery.Colour');
  });
});

describe('Fn::Join', () => {
  test('joins', () => {
    expect(resolved({ 'Fn::Join': ['-', ['a', { Ref: 'bucket' }, 1]] })).toBe('a-files-1');
  });
  test('is unknown as a whole when a part is', () => {
    expect(unknownOf({ 'Fn::Join': ['', ['a', unresolvable]] }).reason).toContain('mystery.Colour');
  });
});

describe('lists', () => {
  test('Fn::Select picks by number', () => {
    expect(resolved({ 'Fn::Select': ['1', ['a', 'b']] })).toBe('b');
  });
  test('Fn::Select of a known item does not mind an unknown neighbour', () => {
    expect(resolved({ 'Fn::Select': [0, ['a', unresolvable]] })).toBe('a');
  });
  test('Fn::Select beyond the list is unknown', () => {
    expect(unknownOf({ 'Fn::Select': [2, ['a']] }).reason).toContain('no item 2');
  });
  test('Fn::Split splits', () => {
    expect(resolved({ 'Fn::Split': [':', 'a:b'] })).toEqual(['a', 'b']);
  });
  test('Fn::Split of an unknown is unknown', () => {
    expect(unknownOf({ 'Fn::Split': [':', unresolvable] })).toBeInstanceOf(Unknown);
  });
  test('Fn::Length counts', () => {
    expect(resolved({ 'Fn::Length': ['a', 'b'] })).toBe(2);
  });
  test('Fn::Cidr cuts consecutive blocks', () => {
    expect(resolved({ 'Fn::Cidr': ['10.0.0.0/16', 2, 8] })).toEqual(['10.0.0.0/24', '10.0.1.0/24']);
  });
  test('Fn::Cidr without room is unknown', () => {
    expect(unknownOf({ 'Fn::Cidr': ['10.0.0.0/24', 2, 8] }).reason).toContain('no room');
  });
  test('Fn::GetAZs gives zones of the region', () => {
    expect(resolved({ 'Fn::Select': [1, { 'Fn::GetAZs': '' }] })).toBe('eu-west-1b');
  });
});

describe('Fn::FindInMap', () => {
  const Mappings = { M: { 'eu-west-1': { key: 'found' } } };
  test('finds', () => {
    expect(resolved({ 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'key'] }, { Mappings })).toBe('found');
  });
  test('falls back to DefaultValue', () => {
    const lookUp = { 'Fn::FindInMap': ['M', 'nowhere', 'key', { DefaultValue: 'd' }] };
    expect(resolved(lookUp, { Mappings })).toBe('d');
  });
  test('is unknown for a missing key', () => {
    expect(unknownOf({ 'Fn::FindInMap': ['M', 'nowhere', 'key'] }, { Mappings }).reason).toContain('nowhere');
  });
});

describe('other functions', () => {
  test('Fn::Base64 encodes', () => {
    expect(resolved({ 'Fn::Base64': 'hi' })).toBe('aGk=');
  });
  test('Fn::ToJsonString writes resolved JSON', () => {
    expect(resolved({ 'Fn::ToJsonString': { a: { Ref: 'bucket' } } })).toBe('{"a":"files"}');
  });
  test('Fn::Transform is named, not run', () => {
    expect(unknownOf({ 'Fn::Transform': { Name: 'AWS::Include' } }).reason).toContain('Fn::Transform');
  });
  test('a dynamic reference is named, also inside a joined text', () => {
    expect(unknownOf('{{resolve:ssm:/a}}').reason).toContain('{{resolve:ssm:/a}}');
    expect(unknownOf({ 'Fn::Join': ['', ['{{resolve:', 'ssm:/a}}']] })).toBeInstanceOf(Unknown);
  });
  test('a circle of references is found', () => {
    const Resources = {
      A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'B' } } },
      B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'A' } } },
    };
    expect(unknownOf({ Ref: 'A' }, { Resources }).reason).toContain('circular');
  });
});

describe('conditions', () => {
  const Conditions = {
    Yes: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Both: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] },
    Either: { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] },
    Open: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] },
    NoneTheLess: { 'Fn::And': [{ Condition: 'Open' }, { Condition: 'No' }] },
    Loop: { 'Fn::Not': [{ Condition: 'Loop' }] },
  };
  const more = { Conditions, Parameters: { P: { Type: 'String' } } };
  test.each([
    ['Yes', 'then'],
    ['No', 'else'],
    ['Both', 'else'],
    ['Either', 'then'],
    ['NoneTheLess', 'else'],
  ])('Fn::If follows %s', (name, branch) => {
    expect(resolved({ 'Fn::If': [name, 'then', 'else'] }, more)).toBe(branch);
  });
  test('Fn::If is unknown where its condition is', () => {
    expect(unknownOf({ 'Fn::If': ['Open', 1, 2] }, more).reason).toContain('parameter P');
  });
  test('a condition that needs itself is unknown', () => {
    expect(unknownOf({ 'Fn::If': ['Loop', 1, 2] }, more).reason).toContain('circular');
  });
  test('a resource whose condition is false is not there', () => {
    const Resources = { Gone: { Type: 'AWS::S3::Bucket', Condition: 'No' } };
    expect(unknownOf({ Ref: 'Gone' }, { ...more, Resources }).reason).toContain('condition No is false');
  });
});

test('a resource whose condition is unknown is there, and says that it may not be', () => {
  const template = {
    Parameters: { P: { Type: 'String' } },
    Conditions: { Open: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } },
    Resources: { Maybe: { Type: 'AWS::S3::Bucket', Condition: 'Open' } },
  };
  const maybe = new World(assemblyOf({ app: template })).stack('app')?.resource('Maybe');
  expect(maybe?.unresolved).toMatchObject([{ where: { logicalId: 'Maybe' } }]);
});

describe('across stacks', () => {
  const network = {
    Resources: { bucket },
    Outputs: {
      Name: { Value: { Ref: 'bucket' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-name' } } },
    },
  };
  const reader = (Value: unknown) => ({ Resources: { Subject: { Type: 'T', Properties: { Value } } } });
  const read = (value: unknown) =>
    new World(assemblyOf({ net: network, app: reader(value) }))
      .stack('app')
      ?.resource('Subject')
      ?.property('Value');

  test('Fn::ImportValue reads what another stack exports', () => {
    expect(read({ 'Fn::ImportValue': 'net-name' })).toBe('files');
  });
  test('Fn::ImportValue of an unexported name is unknown', () => {
    expect(read({ 'Fn::ImportValue': 'other' })).toMatchObject({ reason: expect.stringContaining('other') });
  });
  test('Fn::GetStackOutput reads an output by stack', () => {
    expect(read({ 'Fn::GetStackOutput': { StackName: 'net', OutputName: 'Name' } })).toBe('files');
  });
  test('a nested stack gets parameters and gives outputs', () => {
    const parent = {
      Resources: {
        Child: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { P: 'given' } } },
        Subject: { Type: 'T', Properties: { Value: { 'Fn::GetAtt': ['Child', 'Outputs.Echo'] } } },
      },
    };
    const child = { Parameters: { P: { Type: 'String' } }, Outputs: { Echo: { Value: { Ref: 'P' } } } };
    const { stacks } = assemblyOf({ top: parent, 'top/Child': child });
    const nested = { ...stacks[1]!, parent: { stack: 'top', logicalId: 'Child' } };
    const world = new World({ stacks: [stacks[0]!, nested] });
    expect(world.stack('top')?.resource('Subject')?.property('Value')).toBe('given');
  });
});
