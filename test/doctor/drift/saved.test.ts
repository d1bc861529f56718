import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildModel, readAssembly } from '../../../tools/assembly';
import { mustBeDeployed } from '../../../tools/doctor/drift/command';
import { sidesOf } from '../../../tools/doctor/drift/drift';
import { saveAssembly } from '../../../tools/doctor/drift/save';
import { type Reference, synthesizeReference } from '../../faults/matrix';
import { factsOf } from './fake';

const dir = mkdtempSync(join(tmpdir(), 'hybrid-drift-'));
let reference: Reference;

beforeAll(() => {
  reference = synthesizeReference();
});
afterAll(() => {
  reference.remove();
  rmSync(dir, { recursive: true });
});

test('what AWS has is saved as templates, of which the reader makes the same model', () => {
  const { assembly, live } = sidesOf(reference.assembly, factsOf(reference.assembly));
  saveAssembly(assembly, join(dir, 'live'));
  const read = buildModel(readAssembly({ dir: join(dir, 'live') }));
  expect(read.endpoints.map(({ id }) => id)).toEqual(live.endpoints.map(({ id }) => id));
  expect(read.functions.map(({ codePath }) => codePath)).toEqual(
    live.functions.map(({ codePath }) => codePath),
  );
  expect(JSON.stringify(read.securityGroups)).toBe(JSON.stringify(live.securityGroups));
});

test('a folder that cannot be made is said: DOCTOR_BAD_FOLDER', () => {
  writeFileSync(join(dir, 'file'), '');
  expect(() => saveAssembly(reference.assembly, join(dir, 'file', 'below'))).toThrow('DOCTOR_BAD_FOLDER');
});

test('without a single stack there is nothing to compare: DOCTOR_NOT_DEPLOYED', () => {
  const snapshot = factsOf(reference.assembly);
  const gone = snapshot.stacks.map(({ name }) => ({ name, resources: [] }));
  expect(() => mustBeDeployed({ ...snapshot, stacks: gone }, ['cdk.out'])).toThrow('DOCTOR_NOT_DEPLOYED');
  expect(() => mustBeDeployed(snapshot, ['cdk.out'])).not.toThrow();
});

test('what its stack does not have is missing, and is not there', () => {
  const snapshot = factsOf(reference.assembly);
  const stacks = snapshot.stacks.map((stack) => ({
    ...stack,
    resources:
      'notRead' in stack.resources
        ? stack.resources
        : stack.resources.filter(({ ResourceType }) => ResourceType !== 'AWS::Route53::RecordSet'),
  }));
  const { declared } = sidesOf(reference.assembly, { ...snapshot, stacks });
  expect(declared.missing.map((one) => one.split('/')[0])).toEqual(['corp-api-pvt-api', 'corp-api-pvt-api2']);
});
