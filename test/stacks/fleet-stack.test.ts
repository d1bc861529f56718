import { only, propertiesOf, synth } from '../helpers/synth';

const fleet = { concurrency: 25, keepDays: 3 };
const { fleet: stack } = synth({
  onPremises: { cidrs: ['10.10.0.0/16'], simulate: true, connect: 'peering', fleet },
}).templates;

const machine = only(stack, 'AWS::StepFunctions::StateMachine');

/** The definition, with what the template refers to as its JSON. */
const definition = JSON.parse(
  machine.DefinitionString['Fn::Join'][1]
    .map((part: unknown) => (typeof part === 'string' ? part : JSON.stringify(part).replaceAll('"', "'")))
    .join(''),
);
const map = definition.States.Batches;

test('without the setting there is no such stack', () => {
  expect(synth().templates).not.toHaveProperty('fleet');
});

test('batches of the input go to the probe function, so many at once, and one that fails ends no other', () => {
  expect(map).toMatchObject({
    Type: 'Map',
    ItemsPath: '$.batches',
    MaxConcurrency: 25,
    ToleratedFailurePercentage: 100,
    ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
  });
  const { Call } = map.ItemProcessor.States;
  expect(Call).toMatchObject({
    Parameters: { 'Payload.$': '$' },
    OutputPath: '$.Payload',
    TimeoutSeconds: 150,
  });
  expect(JSON.stringify(Call.Parameters.FunctionName)).toMatch(/ImportValue.*on-premises.*Probe/);
});

test('a call is repeated only where nothing was called', () => {
  const errors = map.ItemProcessor.States.Call.Retry.flatMap(
    ({ ErrorEquals }: { ErrorEquals: string[] }) => ErrorEquals,
  );
  expect(errors).toEqual(['Lambda.TooManyRequestsException']);
});

test('a run that hangs ends', () => {
  expect(definition.TimeoutSeconds).toBe(3600);
});

test('results are encrypted, closed to the public, sent by TLS alone, and gone after some days', () => {
  const bucket = only(stack, 'AWS::S3::Bucket');
  expect(bucket.LifecycleConfiguration.Rules[0]).toMatchObject({ ExpirationInDays: 3, Status: 'Enabled' });
  expect(bucket.BucketEncryption).toBeDefined();
  expect(Object.values(bucket.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
  expect(JSON.stringify(only(stack, 'AWS::S3::BucketPolicy'))).toContain('"aws:SecureTransport":"false"');
});

test('the role may call the one function, run itself, and write to the one folder', () => {
  const statements = propertiesOf(stack, 'AWS::IAM::Policy').flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );
  const open = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
  expect(open.every((action: string) => action.startsWith('logs:'))).toBe(true);
  const of = (action: string) =>
    JSON.stringify(statements.find(({ Action }) => [Action].flat().includes(action)).Resource);
  expect(of('lambda:InvokeFunction')).toMatch(/on-premises.*Probe/);
  expect(of('states:StartExecution')).toContain(':stateMachine:corp-fleet');
  expect(of('states:StopExecution')).toContain(':execution:corp-fleet/probe:*');
  expect(of('s3:PutObject')).toContain('/runs/*');
  const trust = only(stack, 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement[0];
  expect(JSON.stringify(trust.Condition)).toMatch(/aws:SourceAccount.*stateMachine:corp-fleet/);
});

test('targets and answers stay out of the log', () => {
  expect(machine.LoggingConfiguration).toMatchObject({ Level: 'ALL', IncludeExecutionData: false });
});

test('its name is an output, for probe --via', () => {
  expect(Object.keys(stack!.findOutputs('FleetArn'))).toHaveLength(1);
});
