import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assemblyErrors, buildModel, readAssembly } from '../../tools/assembly';
import { KitError } from '../../tools/kit-error';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'assembly-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(files: Record<string, unknown>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

function codesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof KitError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

const stackArtifact = (templateFile: string, environment = 'aws://111122223333/eu-west-1') => ({
  type: 'aws:cloudformation:stack',
  environment,
  properties: { templateFile, stackName: 'app' },
});
const empty = { Resources: {} };

describe('a cloud assembly', () => {
  test('gives each stack its name, region, account and assets', () => {
    write({
      'manifest.json': {
        artifacts: {
          'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } },
          App: stackArtifact('App.template.json'),
        },
      },
      'App.assets.json': {
        files: { abc: { source: { path: 'asset.abc' }, destinations: { one: { objectKey: 'abc.zip' } } } },
      },
      'App.template.json': empty,
    });
    const [stack] = readAssembly({ dir }).stacks;
    expect(stack).toMatchObject({ name: 'app', region: 'eu-west-1', account: '111122223333' });
    expect(stack?.assets.get('abc.zip')).toBe(join(dir, 'asset.abc'));
    expect(stack?.assets.get('abc')).toBe(join(dir, 'asset.abc'));
  });

  test('leaves an unknown environment unknown, and the model says what stands in', () => {
    write({
      'manifest.json': {
        artifacts: { App: stackArtifact('t.json', 'aws://unknown-account/unknown-region') },
      },
      't.json': empty,
    });
    const assembly = readAssembly({ dir });
    expect(assembly.stacks[0]?.region).toBeUndefined();
    expect(buildModel(assembly).notes).toEqual([
      expect.stringContaining('us-east-1'),
      expect.stringContaining('111122223333'),
    ]);
  });

  test('finds nested stacks by their asset path', () => {
    const Child = { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'child.json' } };
    write({
      'manifest.json': { artifacts: { App: stackArtifact('t.json') } },
      't.json': { Resources: { Child } },
      'child.json': empty,
    });
    const child = readAssembly({ dir }).stacks[1];
    expect(child).toMatchObject({ name: 'app/Child', parent: { stack: 'app', logicalId: 'Child' } });
  });

  test('includes the stacks of a stage', () => {
    write({
      'manifest.json': {
        artifacts: { stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } } },
      },
      'stage/manifest.json': { artifacts: { App: stackArtifact('t.json') } },
      'stage/t.json': empty,
    });
    expect(readAssembly({ dir }).stacks.map(({ name }) => name)).toEqual(['app']);
  });

  test('without a manifest is ASM_NO_MANIFEST', () => {
    expect(codesOf(() => readAssembly({ dir }))).toEqual(['ASM_NO_MANIFEST']);
  });

  test('with a broken manifest is ASM_BAD_MANIFEST', () => {
    write({ 'manifest.json': '{' });
    expect(codesOf(() => readAssembly({ dir }))).toEqual(['ASM_BAD_MANIFEST']);
  });

  test('without a stack is ASM_NO_STACKS', () => {
    write({ 'manifest.json': { artifacts: {} } });
    expect(codesOf(() => readAssembly({ dir }))).toEqual(['ASM_NO_STACKS']);
  });

  test('with a broken asset manifest is ASM_BAD_ASSETS', () => {
    write({
      'manifest.json': {
        artifacts: {
          assets: { type: 'cdk:asset-manifest', properties: { file: 'nowhere.json' } },
          App: stackArtifact('t.json'),
        },
      },
      't.json': empty,
    });
    expect(codesOf(() => readAssembly({ dir }))).toEqual(['ASM_BAD_ASSETS']);
  });
});

describe('plain templates', () => {
  test('are stacks by the name of their file', () => {
    write({ 'net.template.json': empty, 'app.yaml': 'Resources: {}\n' });
    const templates = ['net.template.json', 'app.yaml'].map((name) => join(dir, name));
    const { stacks } = readAssembly({ templates, region: 'eu-west-1' });
    expect(stacks.map(({ name, region }) => [name, region])).toEqual([
      ['net', 'eu-west-1'],
      ['app', 'eu-west-1'],
    ]);
  });

  test('may use the short intrinsics of YAML', () => {
    write({
      'app.yaml': [
        'Parameters: {Cidr: {Type: String, Default: 10.0.0.0/16}}',
        'Conditions: {Always: !Not [!Equals [a, b]]}',
        'Resources:',
        '  Vpc:',
        '    Type: AWS::EC2::VPC',
        '    Condition: Always',
        '    Properties: {CidrBlock: !Ref Cidr}',
        '  Subnet:',
        '    Type: AWS::EC2::Subnet',
        '    Properties:',
        '      VpcId: !GetAtt Vpc.VpcId',
        '      CidrBlock: !Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 2, 8]]',
        '      AvailabilityZone: !Sub "${AWS::Region}a"',
      ].join('\n'),
    });
    const model = buildModel(readAssembly({ templates: [join(dir, 'app.yaml')], region: 'eu-west-1' }));
    expect(model.subnets[0]).toMatchObject({
      cidr: '10.0.0.0/24',
      zone: 'eu-west-1a',
      vpcId: model.vpcs[0]?.id,
    });
  });

  test('that are missing, broken or not templates are all reported at once', () => {
    write({ 'broken.json': '{', 'other.yaml': 'a: [', 'none.json': '{"a": 1}' });
    const templates = ['nowhere.json', 'broken.json', 'other.yaml', 'none.json'].map((name) =>
      join(dir, name),
    );
    expect(codesOf(() => readAssembly({ templates }))).toEqual([
      'ASM_MISSING_TEMPLATE',
      'ASM_BAD_TEMPLATE',
      'ASM_BAD_TEMPLATE',
      'ASM_BAD_TEMPLATE',
    ]);
  });

  test('of the same name are ASM_DUPLICATE_STACK', () => {
    write({ 'a/app.json': empty, 'b/app.json': empty });
    const templates = ['a/app.json', 'b/app.json'].map((name) => join(dir, name));
    expect(codesOf(() => readAssembly({ templates }))).toEqual(['ASM_DUPLICATE_STACK']);
  });
});

test('every code says what it means and how to mend it', () => {
  for (const { means, fix } of Object.values(assemblyErrors)) {
    expect(means).not.toBe('');
    expect(fix).not.toBe('');
  }
});
