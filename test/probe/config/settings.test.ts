import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { KitError } from '../../../tools/kit-error';
import { environmentLayer, variableOf } from '../../../tools/probe/config/environment';
import { type Layer, settleLayers } from '../../../tools/probe/config/layers';
import { settingsLayer } from '../../../tools/probe/config/settings-file';
import { settle } from '../../../tools/probe/config/settle';
import { showSettings } from '../../../tools/probe/config/show-settings';
import { namedByPlace, secretsOnLine } from '../../../tools/probe/config/with-settings';
import { flags } from '../../../tools/probe/flags';
import { packageRoot } from '../../../tools/root';

const problemsOf = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof KitError) return error.message.split('\n');
    throw error;
  }
  return [];
};
const layer = (name: Layer['name'], settings: Record<string, unknown>): Layer => ({
  name,
  settings: new Map(
    Object.entries(settings).map(([key, value]) => [key, { value, where: `${name} ${key}` }]),
  ),
});
const file = (text: string, kind: 'project file' | 'user file' = 'user file') =>
  settingsLayer({ layer: kind, text, file: 'config.yaml', dir: '/etc/x', home: '/home/ann' });

describe('the first place that says something wins', () => {
  test('flags, environment, project file, user file, default', () => {
    const order: Layer['name'][] = ['command line', 'environment', 'project file', 'user file', 'default'];
    for (const [index, winner] of order.entries()) {
      const layers = order.slice(index).map((name) => layer(name, { ca: name }));
      const { args, given, origins } = settleLayers(layers);
      expect(args.ca).toBe(winner);
      expect(origins.get('ca')).toEqual({ value: winner, where: `${winner} ca`, layer: winner });
      expect(given.ca).toBe(index < 2 ? winner : undefined);
    }
  });

  test('for every flag there is', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hybrid-settings-'));
    mkdirSync(join(folder, 'hybrid-api'));
    const values = Object.fromEntries(
      Object.entries(flags).map(([name, flag]) => {
        const choices = 'choices' in flag ? (flag.choices as readonly string[]) : undefined;
        const one = { boolean: true, number: 7, string: choices?.[0] ?? '/x' }[flag.type];
        return [name, 'array' in flag ? [one] : one];
      }),
    );
    writeFileSync(join(folder, 'hybrid-api', 'config.yaml'), JSON.stringify({ probe: values }));
    for (const [name, value] of Object.entries(values)) {
      const user = settle({}, { XDG_CONFIG_HOME: folder });
      const origin = user.origins.get(name);
      expect([name, origin?.value, origin?.layer]).toEqual([name, value, 'user file']);
      const text = String([value].flat()[0]);
      const environment = settle({}, { [variableOf(name)]: text }).origins.get(name);
      expect([name, environment?.value, environment?.layer]).toEqual([name, value, 'environment']);
    }
    rmSync(folder, { recursive: true });
  });

  test('and leaves nothing of what it stands against to the places below', () => {
    const below = layer('user file', {
      ipv4: true,
      sigv4: true,
      profile: 'p',
      region: 'r',
      'api-keys': 'k',
      'expect-status': 200,
      'expect-body': 'x',
    });
    const above = { ipv6: true, 'bearer-file': 't', 'api-key': 'acme', 'expect-unreachable': true };
    expect(settleLayers([layer('command line', above), below]).args).toEqual({
      ...above,
      region: 'r',
      'api-keys': 'k',
    });
  });

  test('what goes together may come from two places', () => {
    const layers = [layer('command line', { role: 'r' }), layer('user file', { profile: 'p', sigv4: true })];
    expect(settleLayers(layers).args).toEqual({ role: 'r', profile: 'p', sigv4: true });
  });

  test('of a flag that is given twice the last counts', () => {
    const twice = { 'max-time': [3, 4], header: ['A: 1', 'B: 2'] } as object;
    expect(settle(twice, {}).args).toMatchObject({ 'max-time': 4, header: ['A: 1', 'B: 2'] });
  });

  test('defaults are applied last', () => {
    expect(settle({}, {}).args).toMatchObject({
      config: 'hybrid.yaml',
      'connect-timeout': 5,
      'all-addresses': true,
    });
    expect(settle({}, {}).given).toEqual({});
  });
});

describe('the environment', () => {
  const read = (environment: Record<string, string>) =>
    Object.fromEntries([...environmentLayer(environment).settings].map(([name, { value }]) => [name, value]));

  test('has text, numbers, true and false, and several values on lines', () => {
    expect(
      read({
        HYBRID_PROBE_CA: 'ca.pem',
        HYBRID_PROBE_CONNECT_TIMEOUT: '2.5',
        HYBRID_PROBE_COLOR: 'no',
        HYBRID_PROBE_HEADER: 'A: 1, 2\nB: 3\n',
        OTHER: 'x',
      }),
    ).toEqual({ ca: 'ca.pem', 'connect-timeout': 2.5, color: false, header: ['A: 1, 2', 'B: 3'] });
  });

  test('an empty variable keeps files from saying anything', () => {
    const layers = [
      environmentLayer({ HYBRID_PROBE_PROXY: '' }),
      layer('user file', { proxy: 'socks5h://a:1' }),
    ];
    expect(settleLayers(layers).args).toEqual({});
  });

  test('is told all that is wrong with it', () => {
    expect(
      problemsOf(() =>
        environmentLayer({
          HYBRID_PROBE_MAXTIME: '1',
          HYBRID_PROBE_COLOR: 'maybe',
          HYBRID_PROBE_MAX_TIME: 'x',
          HYBRID_PROBE_TLS_MAX: '9',
        }),
      ),
    ).toEqual([
      expect.stringContaining(
        'PROBE_BAD_SETTING: HYBRID_PROBE_MAXTIME is no setting (HYBRID_PROBE_MAXTIME). Fix: did you mean HYBRID_PROBE_MAX_TIME?',
      ),
      expect.stringContaining('"maybe" is neither true nor false (HYBRID_PROBE_COLOR)'),
      expect.stringContaining('"x" is no number (HYBRID_PROBE_MAX_TIME)'),
      expect.stringContaining('"9" is none of'),
    ]);
  });

  test('a secret in it is refused and not shown', () => {
    const [line = ''] = problemsOf(() =>
      environmentLayer({ HYBRID_PROBE_HEADER: 'Authorization: Bearer hush' }),
    );
    expect(line).toMatch(
      /^PROBE_SECRET_WRITTEN: header holds the value of Authorization \(HYBRID_PROBE_HEADER\)/,
    );
    expect(line).not.toContain('hush');
  });
});

describe('a file of settings', () => {
  test('has flags by name, with the line of each', () => {
    const { settings } = file(
      'probe:\n  ca: ca.pem\n  only: one\n  bearer-file: ~/t\n  twin: /r.json\n  config: "-"',
    );
    expect(Object.fromEntries(settings)).toEqual({
      ca: { value: '/etc/x/ca.pem', where: 'config.yaml:2' },
      only: { value: ['one'], where: 'config.yaml:3' },
      'bearer-file': { value: '/home/ann/t', where: 'config.yaml:4' },
      twin: { value: '/r.json', where: 'config.yaml:5' },
      config: { value: '-', where: 'config.yaml:6' },
    });
  });

  test('may be empty, or have no section for the probe', () => {
    for (const text of ['', '# nothing', 'probe: {}']) expect(file(text).settings.size).toBe(0);
  });

  test('is told all that is wrong with it', () => {
    expect(
      problemsOf(() =>
        file(
          'porbe: {}\nprobe:\n  connect-timout: 3\n  tls-max: 1.2\n  max-time: "5"\n  header: "Cookie: hush"',
        ),
      ),
    ).toEqual([
      expect.stringMatching(
        /^CFG_UNKNOWN_KEY: porbe is not a setting \(config\.yaml:1\)\. Fix: did you mean "probe"\?/,
      ),
      expect.stringMatching(
        /^CFG_UNKNOWN_KEY: probe\.connect-timout .*:3\)\. Fix: did you mean "connect-timeout"\?/,
      ),
      'CFG_VALUE: probe.tls-max 1.2 is not allowed (config.yaml:4). Fix: put it in quotes: "1.2"',
      'CFG_TYPE: probe.max-time "5" is text, not a number (config.yaml:5). Fix: write 5 without quotes',
      expect.stringMatching(/^PROBE_SECRET_WRITTEN: header holds the value of Cookie \(config\.yaml:6\)/),
    ]);
  });

  test('that was only found may not name programs; the user’s own may', () => {
    const text = 'probe: { token-command: get-token }';
    expect(problemsOf(() => file(text, 'project file'))).toEqual([
      expect.stringMatching(/^PROBE_COMMAND_NOT_TRUSTED: token-command .*config\.yaml:1\)/),
    ]);
    expect(file(text).settings.get('token-command')?.value).toBe('get-token');
  });

  test('is of the published schema', () => {
    const schema = JSON.parse(readFileSync(join(packageRoot, 'docs', 'settings.schema.json'), 'utf8'));
    const validate = new Ajv({ strict: false }).compile(schema);
    expect(validate({ probe: { ca: 'x', only: ['a'], 'max-time': 1 } })).toBe(true);
    expect(validate({ probe: { cb: 'x' } })).toBe(false);
  });

  test('that can’t be read is PROBE_BAD_SETTING', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hybrid-settings-'));
    mkdirSync(join(folder, 'hybrid-api', 'config.yaml'), { recursive: true });
    const lines = problemsOf(() => settle({}, { XDG_CONFIG_HOME: folder }));
    expect(lines).toEqual([
      expect.stringMatching(/^PROBE_BAD_SETTING: .*config\.yaml can't be read: EISDIR/),
    ]);
    rmSync(folder, { recursive: true });
  });
});

test('what applies is shown with where it comes from, secrets left out', () => {
  const settled = settleLayers([
    layer('command line', { header: ['Authorization: Bearer hush', 'A: 1'] }),
    layer('environment', { 'max-time': 5 }),
    layer('default', { json: false }),
  ]);
  expect(
    showSettings(settled)
      .split('\n')
      .map((line) => line.replace(/ {2,}/g, ' | ')),
  ).toEqual([
    'header | Authorization: (not shown), A: 1 | command line',
    'json | false | default, default json',
    'max-time | 5 | environment, environment max-time',
  ]);
});

test('a secret on the command line works, and is remarked on', () => {
  const notes = secretsOnLine(['https://a.example/?access_token=hush'], {
    header: ['x-api-key: hush', 'A: 1'],
    data: '{"password":"hush"}',
    'bearer-file': 'token',
  });
  expect(notes.map((note) => note.split(' ')[0])).toEqual(['--header', '--data', 'the']);
  expect(notes.join()).not.toContain('hush');
  expect(secretsOnLine(['https://a.example/'], { header: ['@file', 'A: 1'], data: '@body' })).toEqual([]);
});

test('an error names a setting by the place that says it', () => {
  const settled = settleLayers([
    layer('command line', { ca: 'x' }),
    layer('environment', { 'max-time': -1 }),
  ]);
  const error = new KitError(
    ['--max-time', '--ca', 'elsewhere'].map((where) => ({
      code: 'PROBE_BAD_OPTION',
      what: 'w',
      where,
      fix: 'f',
    })),
  );
  expect(namedByPlace(error, settled).problems.map(({ where }) => where)).toEqual([
    'max-time of the environment, environment max-time',
    '--ca',
    'elsewhere',
  ]);
});

test('the user file is in ~/.config where XDG_CONFIG_HOME says nothing', () => {
  const { userFile } =
    require('../../../tools/probe/config/settle') as typeof import('../../../tools/probe/config/settle');
  expect(userFile({})).toBe(join(homedir(), '.config', 'hybrid-api', 'config.yaml'));
  expect(userFile({ XDG_CONFIG_HOME: '/x' })).toBe('/x/hybrid-api/config.yaml');
});
