import { buildModel } from '../../tools/assembly';
import { isUnknown } from '../../tools/assembly/model';
import { assemblyOf, type TestEnvironment, type TestResource } from '../helpers/assembly';

const modelOf = (Resources: Record<string, TestResource>, environment?: TestEnvironment) =>
  buildModel(assemblyOf({ app: { Resources } }, environment));
const resource = (Type: string, Properties: Record<string, unknown> = {}): TestResource => ({
  Type,
  Properties,
});
const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:hello';

describe('a function', () => {
  const hello = (more = {}) =>
    resource('AWS::Lambda::Function', {
      FunctionName: 'hello',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { S3Bucket: 'b', S3Key: 'abc.zip' },
      ...more,
    });

  test('has its code on this machine by the asset’s key', () => {
    const { functions } = modelOf({ F: hello() }, { assets: { 'abc.zip': '/out/asset.abc' } });
    expect(functions[0]).toMatchObject({ codePath: '/out/asset.abc', timeoutSeconds: 3, memoryMb: 128 });
  });

  test('has no code where the assembly has none', () => {
    expect(modelOf({ F: hello() }).functions[0]?.codePath).toBeUndefined();
  });

  test('has environment variables, unknown ones as such', () => {
    const Environment = { Variables: { A: 'x', B: { 'Fn::Own': 1 } } };
    const { environment } = modelOf({ F: hello({ Environment }) }).functions[0]!;
    expect(environment.A).toBe('x');
    expect(isUnknown(environment.B)).toBe(true);
  });

  test.each([
    ['name', 'hello'],
    ['ARN', functionArn],
    ['ARN with an alias', `${functionArn}:live`],
    ['partial ARN', '111122223333:function:hello'],
  ])('has the permissions that name it by %s', (_, FunctionName) => {
    const Permission = resource('AWS::Lambda::Permission', {
      FunctionName,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: 'arn:aws:execute-api:eu-west-1:111122223333:abc/*',
    });
    expect(modelOf({ F: hello(), Permission }).functions[0]?.permissions).toMatchObject([
      { principal: 'apigateway.amazonaws.com', where: { logicalId: 'Permission' } },
    ]);
  });
});
