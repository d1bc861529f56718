import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../tools/root';

const dir = mkdtempSync(join(tmpdir(), 'hybrid-front-ends-'));
const launch = join(packageRoot, 'tools', 'launch.cjs');
const frontEnds = [
  ['hybrid-api probe', [launch, 'probe']],
  ['the single file', [launch, '--entry', join(packageRoot, 'tools', 'probe', 'main.ts')]],
] as const;

beforeAll(() => {
  mkdirSync(join(dir, 'hybrid-api'));
  writeFileSync(join(dir, '.hybrid-api.yaml'), 'probe: { connect-timeout: 2, tls-timeout: 2, color: false }');
  writeFileSync(
    join(dir, 'hybrid-api', 'config.yaml'),
    'probe:\n  connect-timeout: 1\n  max-time: 1\n  all-addresses: false\n  ca: ca.pem\n',
  );
});
afterAll(() => rmSync(dir, { recursive: true }));

const run = (words: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, words, {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, XDG_CONFIG_HOME: dir, ...environment },
  });

test.each(frontEnds)('%s: flags, environment, project file, user file, defaults', (_name, words) => {
  const { status, stdout, stderr } = run([...words, '--show-settings', '--tls-timeout', '4', '--color'], {
    HYBRID_PROBE_CONNECT_TIMEOUT: '3',
    HYBRID_PROBE_TLS_TIMEOUT: '3',
  });
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.replace(/ {2,}/g, ' | '));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(rows).toEqual(
    expect.arrayContaining([
      'tls-timeout | 4 | command line',
      'color | true | command line',
      'connect-timeout | 3 | environment, HYBRID_PROBE_CONNECT_TIMEOUT',
      `max-time | 1 | user file, ${join(dir, 'hybrid-api', 'config.yaml')}:3`,
      `all-addresses | false | user file, ${join(dir, 'hybrid-api', 'config.yaml')}:4`,
      `ca | ${join(dir, 'hybrid-api', 'ca.pem')} | user file, ${join(dir, 'hybrid-api', 'config.yaml')}:5`,
      'first-byte-timeout | 30 | default',
    ]),
  );
});

test.each(frontEnds)('%s: what is wrong is named by the place that says it', (_name, words) => {
  const { status, stderr } = run([...words, 'http://127.0.0.1:1/'], { HYBRID_PROBE_MAX_TIME: '-1' });
  expect(status).toBe(2);
  expect(stderr).toContain('max-time of the environment, HYBRID_PROBE_MAX_TIME');
});

test.each(frontEnds)('%s: a secret on the command line is remarked on, and not shown', (_name, words) => {
  const { stderr } = run([
    ...words,
    '-H',
    'Authorization: Bearer hush',
    '--max-time=-1',
    'http://127.0.0.1:1/',
  ]);
  expect(stderr).toContain('note: --header shows the value of Authorization');
  expect(stderr).not.toContain('hush');
});
