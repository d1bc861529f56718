import type { Verified } from '../../tools/verify';
import { nextAfter, renderVerified } from '../../tools/verify/report';

const walked = (host: string, met: 'yes' | 'no', code?: string): Verified => ({
  call: { from: 'on-prem', method: 'GET', url: `https://${host}.corp.example/` },
  expectation: {
    from: 'on-prem',
    call: `GET https://${host}.corp.example/`,
    headers: {},
    expect: { status: 200 },
  },
  judgement: { met, because: met === 'no' ? 'expected HTTP 200, got no answer' : '' },
  trace: {
    schemaVersion: 1,
    outcome: code === undefined ? 'pass' : 'stop',
    status: code === undefined ? 200 : null,
    hops:
      code === undefined
        ? []
        : [
            {
              hop: 'network',
              outcome: 'stop',
              code,
              because: 'no rule lets it in',
              where: [],
              fix: 'add one',
            },
          ],
  },
});

const stopped = [
  walked('a', 'no', 'SG_HAS_NO_RULES'),
  walked('b', 'no', 'SG_HAS_NO_RULES'),
  walked('c', 'no', 'NETWORK_NO_ROUTE'),
];

test('below what does not hold stand two commands, once a code', () => {
  const text = renderVerified([...stopped, walked('d', 'yes')]);
  expect(text.match(/^ {2}Next: .*\n {8}\S.*$/gm)).toHaveLength(2);
  expect(text).toMatch(/Next: .*a\.corp\.example/);
  expect(text).not.toMatch(/(Next:| {8}\w).*b\.corp\.example/);
  expect(text).toContain('network SG_HAS_NO_RULES');
  expect(text).not.toContain('NOT_REACHED');
  expect(text).toContain('1 of 4 expectations hold on paper');
});

test('in JSON each has its own; what holds has none', () => {
  expect(stopped.map((one) => nextAfter(one).length)).toEqual([2, 2, 2]);
  expect(nextAfter(stopped[1]!).join()).toContain('b.corp.example');
  expect(nextAfter(walked('d', 'yes', 'SG_HAS_NO_RULES'))).toEqual([]);
});

test('where the walk passes and the answer is another, the walk and the call are next', () => {
  expect(nextAfter(walked('e', 'no'))).toEqual([
    'npx hybrid-api trace --from on-prem GET https://e.corp.example/',
    'npx hybrid-api probe https://e.corp.example/',
  ]);
});
