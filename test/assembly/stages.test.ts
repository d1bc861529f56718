import { buildModel } from '../../tools/assembly';
import { assemblyOf, type TestResource } from '../helpers/assembly';
import { referenceAssembly, referenceModel } from '../helpers/reference-template';

const modelOf = (Resources: Record<string, TestResource>) => buildModel(assemblyOf({ app: { Resources } }));
const resource = (Type: string, Properties: Record<string, unknown> = {}): TestResource => ({
  Type,
  Properties,
});
const ref = (Ref: string) => ({ Ref });

describe('a stage', () => {
  const restrict = (templates: Parameters<NonNullable<Parameters<typeof referenceModel>[0]>>[0]) => {
    const { Resources } = templates['corp-apis']!;
    Object.assign(Resources!.FirstApi!.Properties!, { DisableExecuteApiEndpoint: true });
  };

  test('serves the definition of the template when nothing was deployed before', () => {
    const [stage] = referenceModel().stages;
    expect(stage).toMatchObject({
      name: 'demo',
      stale: false,
      throttle: { rateLimit: 100, burstLimit: 200 },
    });
    expect(stage?.serves).toEqual(referenceModel().restApis[0]?.definition);
  });

  test('goes on serving what its unchanged deployment froze', () => {
    const [stage] = referenceModel(restrict, { deployed: referenceAssembly() }).stages;
    expect(stage?.stale).toBe(true);
    expect(stage?.serves.defaultEndpointDisabled).toBe(false);
  });

  test('serves the new definition once its deployment is another', () => {
    const model = referenceModel(
      (templates) => {
        restrict(templates);
        const { Resources } = templates['corp-apis']!;
        const { FirstDeployment, ...rest } = Resources!;
        (rest.FirstStage!.Properties as Record<string, unknown>).DeploymentId = ref('NewDeployment');
        Object.assign(templates['corp-apis']!, { Resources: { ...rest, NewDeployment: FirstDeployment } });
      },
      { deployed: referenceAssembly() },
    );
    expect(model.stages[0]).toMatchObject({ stale: false, serves: { defaultEndpointDisabled: true } });
  });

  test('is not stale when nothing of its API changed', () => {
    const { stages } = referenceModel(undefined, { deployed: referenceAssembly() });
    expect(stages.map(({ stale }) => stale)).toEqual([false, false]);
  });

  test('may be made by its deployment, with variables', () => {
    const { stages } = modelOf({
      Api: resource('AWS::ApiGateway::RestApi', { Name: 'orders' }),
      Deployment: resource('AWS::ApiGateway::Deployment', {
        RestApiId: ref('Api'),
        StageName: 'live',
        StageDescription: { Variables: { colour: 'blue' } },
      }),
    });
    expect(stages).toMatchObject([{ name: 'live', variables: { colour: 'blue' } }]);
  });
});

describe('a custom domain', () => {
  test('has single-level and multi-level mappings', () => {
    const DomainName = 'API.corp.example';
    const { domains } = modelOf({
      D: resource('AWS::ApiGateway::DomainName', {
        DomainName,
        EndpointConfiguration: { Types: ['REGIONAL'] },
        RegionalCertificateArn: 'arn:1',
      }),
      One: resource('AWS::ApiGateway::BasePathMapping', {
        DomainName: ref('D'),
        RestApiId: 'abc',
        Stage: 'live',
        BasePath: '(none)',
      }),
      Two: resource('AWS::ApiGatewayV2::ApiMapping', {
        DomainName: ref('D'),
        ApiId: 'abc',
        Stage: 'live',
        ApiMappingKey: 'orders/v1',
      }),
    });
    expect(domains[0]).toMatchObject({
      name: 'api.corp.example',
      endpointType: 'REGIONAL',
      certificateArn: 'arn:1',
    });
    expect(domains[0]?.regionalDomainName).toMatch(
      /^d-[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/,
    );
    expect(domains[0]?.mappings.map(({ basePath, multiLevel }) => [basePath, multiLevel])).toEqual([
      ['', false],
      ['orders/v1', true],
    ]);
  });
});

test('building the same assembly twice gives the same model', () => {
  expect(referenceModel()).toEqual(referenceModel());
});
