import { judge } from './template-lint';

const finding = (id: string, path: readonly string[] | null) => ({
  ...{ Filename: 'a.template.json', Message: 'no', Rule: { Id: id }, Location: { Path: path } },
});
const accepted = { rule: 'W3010', type: 'AWS::EC2::Subnet', property: 'AvailabilityZone', because: 'named' };
const typeOf = (_: string, id: string) => (id === 'Subnet' ? 'AWS::EC2::Subnet' : 'AWS::EC2::Instance');

test('a finding is accepted for its rule, type and property together', () => {
  const found = [finding('W3010', ['Resources', 'Subnet', 'Properties', 'AvailabilityZone'])];
  expect(judge(found, [accepted], typeOf)).toEqual({ problems: [], idle: [] });
});

test.each([
  ['another rule', 'E3002', ['Resources', 'Subnet', 'Properties', 'AvailabilityZone']],
  ['another type', 'W3010', ['Resources', 'Server', 'Properties', 'AvailabilityZone']],
  ['another property', 'W3010', ['Resources', 'Subnet', 'Properties', 'Tags']],
  ['no place', 'W3010', null],
])('%s is a problem', (_, rule, path) => {
  expect(judge([finding(rule, path)], [accepted], typeOf).problems).toHaveLength(1);
});

test('what is accepted and never found is told', () => {
  expect(judge([], [accepted], typeOf).idle).toEqual([
    'W3010 of AWS::EC2::Subnet AvailabilityZone is accepted and never found',
  ]);
});
