import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flags } from '../../../tools/probe/flags';
import { formatNames } from '../../../tools/probe/output/formats';
import { packageRoot } from '../../../tools/root';

/** Holds the one file, and nothing that could be loaded beside it. */
const folder = mkdtempSync(join(tmpdir(), 'single-file-'));
const file = join(folder, 'hybrid-probe.cjs');
const nobody = ['--address', '127.0.0.1', 'https://nobody.corp.example:1/'];

const run = (...words: string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [file, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1' },
  });

beforeAll(() => {
  const built = spawnSync('npm', ['run', '--silent', 'bundle:probe', '--', `--outfile=${file}`], {
    cwd: packageRoot,
    encoding: 'utf8',
  });
  expect({ status: built.status, stderr: built.status === 0 ? '' : built.stderr }).toEqual({
    status: 0,
    stderr: '',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(formatNames)('writes %s with no other file than itself', (format) => {
  const { status, stderr } = run('-o', `${format}=out.${format}`, ...nobody);
  expect({ status, stderr }).toEqual({ status: 12, stderr: '' });
  expect(readFileSync(join(folder, `out.${format}`), 'utf8')).toContain('LISTENER_NOT_FOUND');
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('compares with a former report', () => {
  run('-o', 'json=before.json', ...nobody);
  expect(run('--compare', 'before.json', ...nobody).stdout).toContain('nothing changed since before.json');
});

test('refuses what can’t be written or compared with before it calls', () => {
  writeFileSync(join(folder, 'other.json'), '{"schemaVersion":7,"results":[]}');
  const { status, stdout, stderr } = run('-o', 'jsno', '--compare', 'other.json', ...nobody);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/PROBE_BAD_(COMPARISON|OUTPUT)/);
});

test('reads the calls of a configuration', () => {
  writeFileSync(join(folder, 'hybrid.yaml'), readFileSync(join(packageRoot, 'hybrid.yaml')));
  const { stdout } = run('--json', '--resolver', '127.0.0.1:1');
  const { results } = JSON.parse(stdout);
  expect(results.length).toBeGreaterThan(1);
  expect(results[0].code).toBe('DNS_RESOLVER_UNREACHABLE');
});

test('tells its version and its help', () => {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  expect(run('--version').stdout).toBe(`${version}\n`);
  expect(run('--help').stdout).toContain('Examples:\n  node hybrid-probe.cjs https://');
});

describe('completion', () => {
  const completed = (...line: string[]): string[] => {
    const words = line.map((word) => `'${word}'`).join(' ');
    const script = `source <(node hybrid-probe.cjs completion bash)
COMP_WORDS=(hybrid-probe ${words}); COMP_CWORD=${line.length}; _hybrid_probe; echo "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.trim().split(' ');
  };

  test('of bash knows options, their values and formats', () => {
    expect(completed('--tls-')).toEqual(['--tls-min', '--tls-max', '--tls-timeout']);
    expect(completed('--retry-on', '')).toEqual(['no-answer', 'any']);
    expect(completed('-o', 'json')).toEqual(['json', 'jsonl']);
  });

  test('of zsh has every option', () => {
    const { stdout } = run('completion', 'zsh');
    expect(stdout).toMatch(/^#compdef hybrid-probe/);
    for (const name of Object.keys(flags)) expect(stdout).toContain(`--${name}`);
  });
});
