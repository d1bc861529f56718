import { KitError } from '../../tools/kit-error';
import { settle } from '../../tools/path/3-load-balancer';
import { noFailures } from '../../tools/path/state';
import { trace } from '../../tools/path/trace';
import { synthesizeApart } from '../../tools/synthesize';
import { parseHeaders, parseTarget } from '../../tools/verbs/call-options';
import { parseFailures, parseParameters } from '../../tools/verbs/chain-options';
import { checkDriftOptions } from '../../tools/verbs/doctor';
import { referenceModel } from '../helpers/reference-template';

const codesOf = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof KitError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
};

test('a URL alone is a GET', () => {
  expect(parseTarget(['https://a.corp.example/x'])).toEqual({
    method: 'GET',
    url: 'https://a.corp.example/x',
  });
});

test('a method before the URL is taken in any case', () => {
  expect(parseTarget(['post', 'https://a.corp.example/'])).toMatchObject({ method: 'POST' });
});

test('a URL that is not absolute is refused', () => {
  expect(codesOf(() => parseTarget(['a.corp.example/']))).toEqual(['CLI_BAD_URL']);
});

test('a word that is no method is refused', () => {
  expect(codesOf(() => parseTarget(['G3T', 'https://a.corp.example/']))).toEqual(['CLI_BAD_METHOD']);
});

test('a header keeps the colons of its value', () => {
  expect(parseHeaders(['X-At: 10:20'])).toEqual([['X-At', '10:20']]);
});

test('every header without a colon is named at once', () => {
  expect(codesOf(() => parseHeaders(['one', 'A: b', 'two']))).toEqual(['CLI_BAD_HEADER', 'CLI_BAD_HEADER']);
});

test('a template parameter keeps the equals signs of its value', () => {
  expect(parseParameters(['app:Tag=a=b'])).toEqual({ 'app:Tag': 'a=b' });
});

test('every parameter without a name is told at once', () => {
  expect(codesOf(() => parseParameters(['Cidr', '=10.0.0.0/16']))).toEqual([
    'CLI_BAD_PARAMETER',
    'CLI_BAD_PARAMETER',
  ]);
});

test('a zone fails by its letter or its name, a target by its address', () => {
  const model = referenceModel();
  const target = model.targetGroups[0]?.targets[0];
  const address = target && 'id' in target ? target.id : '';
  expect(parseFailures(model, ['zone=a', `target=${address}`])).toEqual({
    zones: [`${model.region}a`],
    targets: [address],
  });
  expect(parseFailures(model, [`zone=${model.region}b`])).toMatchObject({ zones: [`${model.region}b`] });
});

test('every failure that names nothing is told at once', () => {
  expect(codesOf(() => parseFailures(referenceModel(), ['zone=q', 'rack=7']))).toEqual([
    'CLI_UNKNOWN_FAILURE',
    'CLI_UNKNOWN_FAILURE',
  ]);
});

test('a call from a network that is not there is an error, not a verdict', () => {
  const model = referenceModel();
  const call = { from: 'moon', method: 'GET', url: 'https://pvt-api.corp.example/' };
  expect(codesOf(() => trace(model, settle(model, noFailures), call))).toEqual(['CALL_VANTAGE_UNKNOWN']);
});

test('what the CDK app says of a broken file is passed on', async () => {
  await expect(synthesizeApart('no-such-file.yaml', '.build/never')).rejects.toThrow(
    /SYNTH_FAILED: CFG_FILE: .*no-such-file\.yaml/,
  );
});

test('a call by somebody, or with a key, that the templates do not have is an error of the call', () => {
  const model = referenceModel();
  const codes = (change: object) => {
    const call = { from: 'on-prem', method: 'GET', url: 'https://pvt-api.corp.example/', ...change };
    return codesOf(() => trace(model, settle(model, noFailures), call));
  };
  expect(codes({ identity: 'nobody' })).toEqual(['CALL_IDENTITY_UNKNOWN']);
  expect(codes({ apiKey: 'none' })).toEqual(['CALL_API_KEY_UNKNOWN']);
});

test('what goes with --drift goes with nothing else: DOCTOR_DRIFT_OPTION', () => {
  const none = { drift: false };
  expect(codesOf(() => checkDriftOptions({ ...none, assembly: ['a'], save: 'b' }))).toEqual([
    'DOCTOR_DRIFT_OPTION',
    'DOCTOR_DRIFT_OPTION',
  ]);
  expect(codesOf(() => checkDriftOptions({ drift: true, only: ['dns'] }))).toEqual(['DOCTOR_DRIFT_OPTION']);
  expect(codesOf(() => checkDriftOptions({ drift: true, assembly: ['a'], save: 'b' }))).toEqual([]);
  expect(codesOf(() => checkDriftOptions({ ...none, only: ['dns'] }))).toEqual([]);
});
