import { evaluate } from '../../../tools/path/policy/evaluate';
import documents from '../../cases/policy.json';
import conditions from '../../cases/policy-conditions.json';
import { callOf, documentOf, type RawCall } from './read-policy';

interface DocumentCase {
  readonly name: string;
  readonly policy: Parameters<typeof documentOf>[0];
  readonly call?: RawCall;
  readonly decision: string;
  readonly decidedBy?: number;
}

describe('a condition', () => {
  const decisions: Record<string, string> = { yes: 'allow', no: 'silent', unknown: 'unknown' };

  test.each(conditions)('$name', ({ condition, keys, matches, version }) => {
    const document = documentOf({
      Version: version ?? '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: condition }],
    });
    expect(evaluate(document, callOf({ keys })).decision).toBe(decisions[matches]);
  });
});

describe('a document', () => {
  test.each(documents as unknown as DocumentCase[])('$name', ({ policy, call, decision, decidedBy }) => {
    const document = documentOf(policy);
    const decided = evaluate(document, callOf(call));
    expect(decided.decision).toBe(decision);
    if (decidedBy !== undefined) expect(decided.statement).toBe(document.statements[decidedBy]);
  });
});

describe('an undecided document', () => {
  const vague = { 'aws:SourceVpc': { unknown: 'the VPC is imported' } };
  const whenVpc = (Effect: string) => ({
    Effect,
    Principal: '*',
    Action: '*',
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
  });

  test('names the value that would have to be known', () => {
    const document = documentOf({ Version: '2012-10-17', Statement: [whenVpc('Allow')] });
    const { unknowns, mayAllow, mayDeny } = evaluate(document, callOf({ keys: vague }));
    expect(unknowns.map((value) => value.reason)).toEqual(['the VPC is imported']);
    expect({ mayAllow, mayDeny }).toEqual({ mayAllow: true, mayDeny: false });
  });

  test('without any Allow says that it refuses one way or the other', () => {
    const document = documentOf({ Version: '2012-10-17', Statement: [whenVpc('Deny')] });
    const { decision, mayAllow, mayDeny } = evaluate(document, callOf({ keys: vague }));
    expect({ decision, mayAllow, mayDeny }).toEqual({ decision: 'unknown', mayAllow: false, mayDeny: true });
  });
});
