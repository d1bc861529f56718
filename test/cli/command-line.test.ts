import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../tools/root';
import { type Reference, synthesizeReference } from '../faults/matrix';

const run = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(packageRoot, 'tools', 'launch.cjs'), ...words],
    { cwd: packageRoot, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
  );
  return { status, stdout, stderr };
};

const url = 'https://pvt-api.corp.example/test-resource';

let reference: Reference;
beforeAll(() => {
  reference = synthesizeReference();
});
afterAll(() => reference.remove());

test('without a verb the help is shown on stderr, and it is a mistake', () => {
  const { status, stdout, stderr } = run();
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('hybrid-api trace');
});

test('a mistyped verb is guessed', () => {
  expect(run('trcae', url)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Did you mean trace?'),
  });
});

test('an unknown option is a usage error', () => {
  const { status, stderr } = run('verify', '--bogus');
  expect({ status, stderr: stderr.trim() }).toEqual({
    status: 2,
    stderr: 'CLI_USAGE: Unknown argument: bogus. Fix: see "hybrid-api verify --help"',
  });
});

test('an option without its value is a usage error, no defect', () => {
  const { status, stderr } = run('probe', '--ca');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^CLI_USAGE: Not enough arguments following: ca\. Fix: /);
});

test('a vantage that the templates do not have is named, with those that they have', () => {
  const { status, stderr } = run('trace', '--assembly', reference.dir, '--from', 'moon', url);
  expect(status).toBe(2);
  expect(stderr).toContain('CLI_UNKNOWN_VANTAGE: "moon"');
  expect(stderr).toContain('on-prem');
});

test('a trace is one JSON document with a verdict for each of the eight hops, and the exit code of its outcome', () => {
  const { status, stdout } = run('trace', '--assembly', reference.dir, '--json', 'GET', url);
  const trace = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(trace).toMatchObject({ status: 200, schemaVersion: 1, outcome: 'pass' });
  expect(new Set(trace.hops.map(({ hop }: { hop: string }) => hop)).size).toBe(8);
});

test('a call that is stopped ends with 1, one that cannot be told with 3', () => {
  const from = (...words: string[]) => run('trace', '--assembly', reference.dir, ...words).status;
  expect(from('--from', 'internet', url)).toBe(1);
  expect(from('--no-invoke', url)).toBe(3);
});

test('the walk for people numbers the hops and names the setting and the fix of a stop', () => {
  const { stdout } = run('trace', '--assembly', reference.dir, '--from', 'internet', url);
  expect(stdout).toContain('1 dns            STOP');
  expect(stdout).toMatch(/at corp-front-door\/Zone/);
  expect(stdout).toContain('Fix: ');
});

test('every expectation of the reference environment holds on paper', () => {
  expect(run('verify', '--assembly', reference.dir)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('8 of 8 expectations hold on paper'),
  });
});

describe('the runbook of a reason code', () => {
  test('is printed below the fix, and is in the JSON', () => {
    const stopped = ['trace', '--assembly', reference.dir, '--from', 'internet', url];
    const page = 'name-does-not-resolve.md';
    expect(run(...stopped).stdout).toContain(`Runbook: docs/runbooks/${page}`);
    const wiki = run(...stopped, '--json', '--runbooks', 'https://wiki.corp.example/runbooks').stdout;
    const [dns] = JSON.parse(wiki).hops;
    expect(dns.runbook).toBe(`https://wiki.corp.example/runbooks/${page}`);
    expect(run(...stopped).stdout).toMatch(/Next: dig [^\n]+\n {5} npx hybrid-api probe /);
    expect(JSON.parse(wiki).next).toHaveLength(2);
    const passed = JSON.parse(run('trace', '--assembly', reference.dir, '--json', url).stdout);
    expect(passed.hops[0]).not.toHaveProperty('runbook');
  });

  test('stands beside an expectation that does not hold', () => {
    const { status, stdout } = run(
      'verify',
      '--assembly',
      reference.dir,
      '--fail',
      'zone=a',
      '--fail',
      'zone=b',
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/ {2}Runbook: docs\/runbooks\/[\w-]+\.md/);
  });

  test('is in the report of the probe', () => {
    const call = ['probe', '--address', '127.0.0.1', 'https://nobody.corp.example:1/'];
    const [result] = JSON.parse(run(...call, '--json').stdout).results;
    expect(result.runbook).toMatch(/^docs\/runbooks\/[\w-]+\.md$/);
    expect(run(...call).stdout).toContain(`runbook: ${result.runbook}`);
  });
});

describe('a plan', () => {
  test('from an environment to the same finds nothing, and to itself is a mistake', () => {
    const other = synthesizeReference();
    try {
      const { status, stdout } = run('plan', '--deployed', reference.dir, '--assembly', other.dir);
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: 'nothing that the templates show is in the way\n',
      });
    } finally {
      other.remove();
    }
    const same = run('plan', '--deployed', reference.dir, '--assembly', reference.dir);
    expect(same).toMatchObject({ status: 2, stderr: expect.stringContaining('CLI_SAME_ASSEMBLY') });
  });

  test('of the deletion names what is protected, and ends with 1', () => {
    const { status, stdout } = run('plan', '--deployed', reference.dir, '--destroy', '--json');
    expect(status).toBe(1);
    const { schemaVersion, traps } = JSON.parse(stdout);
    expect(schemaVersion).toBe(1);
    expect(new Set(traps.map(({ code }: { code: string }) => code))).toEqual(
      new Set(['STACK_PROTECTED', 'LOAD_BALANCER_PROTECTED']),
    );
    expect(traps[0].runbook).toBe('docs/runbooks/update-or-delete-stuck.md');
  });
});
