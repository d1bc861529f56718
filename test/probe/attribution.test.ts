import { reasons } from '../../tools/path/reasons';
import { type Attribution, attribute, type Observation, probeReasons } from '../../tools/probe';
import { rules } from '../../tools/probe/attribute';
import cases from '../cases/attribution.json';
import proxyCases from '../cases/attribution-proxy.json';

interface Case {
  readonly name: string;
  readonly observation: Observation;
  readonly expected: Pick<Attribution, 'outcome' | 'hop' | 'code' | 'confidence'> & {
    /** Must be among the candidates. */
    readonly candidates?: readonly string[];
  };
}

const table = [...cases, ...proxyCases] as unknown as readonly Case[];

test.each(table.map((one) => [one.name, one] as const))('%s', (_name, { observation, expected }) => {
  const { candidates = [], ...decided } = expected;
  const attribution = attribute(observation);
  expect(attribution).toMatchObject(decided);
  expect(attribution.candidates.map(({ code }) => code)).toEqual(expect.arrayContaining([...candidates]));
});

test('every rule decides at least one case of the table', () => {
  const used = new Set(table.map(({ observation }) => rules.findIndex((rule) => rule.when(observation))));
  const idle = rules.filter((_rule, index) => !used.has(index));
  expect(idle.map(({ code, when }) => `${code} ${when}`)).toEqual([]);
});

test('a stop always has a fix, and a cause that is not sure has candidates or says so', () => {
  for (const { observation } of table) {
    const { outcome, fix, because } = attribute(observation);
    expect(because).not.toMatch(/undefined|null\b(?!})/);
    if (outcome === 'stop') expect(fix).not.toBeNull();
  }
});

test('no code of the probe is also one of the trace', () => {
  expect(Object.keys(probeReasons).filter((code) => code in reasons)).toEqual([]);
});
