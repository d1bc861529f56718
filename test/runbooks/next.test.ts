import { spawnSync } from 'node:child_process';
import yargs from 'yargs';
import { checks } from '../../tools/doctor/checks';
import { selectChecks } from '../../tools/doctor/select';
import { hopNames } from '../../tools/path/hop';
import {
  commandsOfPage,
  nextAfterHop,
  nextAfterTrace,
  nextAfterVerify,
  nextCommands,
  nextLines,
  nextOfPlan,
  type RunbookPage,
  runbookPages,
  type Subject,
} from '../../tools/runbooks';
import { verbs } from '../../tools/verbs';
import { codesWithRunbook } from '../../tools/write-docs/runbooks';

const subject: Subject = {
  url: 'https://pvt-api.corp.example:8443/orders?id=1&all',
  method: 'POST',
  vantage: 'app',
  address: '10.20.1.7',
  resolver: 'tcp://10.10.0.2:5353',
  status: 502,
  requestId: '0a1b-2c',
};

const pages = Object.keys(runbookPages) as RunbookPage[];
const programs = ['npx', 'aws', 'openssl', 'curl', 'dig', 'sudo', 'ping', 'tracepath', 'date', 'ip', 'xargs'];

/** The words that a shell makes of a command, one list for each program that it starts, in the order of the command. */
function wordsOf(command: string): { readonly stderr: string; readonly started: string[][] } {
  const stubs = programs.map((name) => `${name}() { printf '%s\\0' ${name} "$@" \u0001 >&3; }`);
  const script = `ulimit() { printf 'ulimit\\0\\001' >&3; }\n${stubs.join('\n')}\n${command}`;
  const { stderr, output, status } = spawnSync('sh', ['-c', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  expect({ command, status }).toEqual({ command, status: 0 });
  const texts = (output[3] as string).split('\u0001');
  const started = texts.map((words) => words.split('\0').filter(Boolean)).filter(({ length }) => length > 0);
  // Both ends of a pipe start at once, and report in any order.
  const place = ([program = '']: string[]): number => command.indexOf(program);
  return { stderr, started: started.sort((one, other) => place(one) - place(other)) };
}

test('every reason code has two different commands, with nothing left open', () => {
  for (const { code } of codesWithRunbook()) {
    const [first, second, ...more] = nextCommands(code, null, subject);
    expect({ code, more, same: first === second }).toEqual({ code, more: [], same: false });
    expect(`${first} ${second}`).not.toMatch(/undefined|<\w+>|\n/);
  }
});

test.each(pages)('what %s says to run is understood by this kit and by a shell', (page) => {
  for (const command of commandsOfPage(page, subject)) {
    const [words = []] = wordsOf(command).started;
    expect(words.length).toBeGreaterThan(0);
    if (words[0] !== 'npx') continue;
    const [, program, verb = '', ...rest] = words;
    expect(program).toBe('hybrid-api');
    const module = verbs.find((one) => String(one.command).split(' ')[0] === verb);
    expect({ verb, known: module !== undefined }).toEqual({ verb, known: true });
    const parser = yargs().command({ ...module!, handler: () => {} } as never);
    parser
      .strict()
      .exitProcess(false)
      .fail((message, error) => {
        throw error ?? new Error(`${command}: ${message}`);
      });
    parser.parse([verb, ...rest]);
  }
});

test('the values of the call are filled in', () => {
  expect(commandsOfPage('name-does-not-resolve', subject)).toEqual([
    'dig +tcp @10.10.0.2 -p 5353 pvt-api.corp.example A',
    "npx hybrid-api trace --from app POST 'https://pvt-api.corp.example:8443/orders?id=1&all'",
  ]);
  expect(commandsOfPage('tls', subject)[0]).toBe(
    'openssl s_client -connect 10.20.1.7:8443 -servername pvt-api.corp.example -showcerts </dev/null',
  );
  expect(commandsOfPage('tls', { ...subject, address: 'fd00::7' })[0]).toContain("-connect '[fd00::7]:8443'");
  expect(nextCommands('RESPONSE_UNEXPECTED', 'integration', subject)[0]).toBe(
    "curl -v --resolve pvt-api.corp.example:8443:10.20.1.7 -X POST 'https://pvt-api.corp.example:8443/orders?id=1&all'",
  );
  expect(commandsOfPage('502', subject)[0]).toContain(`'{ $.requestId = "0a1b-2c" }'`);
  expect(commandsOfPage('502', { ...subject, requestId: undefined })[0]).toContain(`'{ $.status = "502" }'`);
});

test('a call is made again in the way in which it was made', () => {
  const made = {
    program: 'node hybrid-probe.cjs',
    probe: ['--ca', 'corp ca.pem'],
    curl: ['--cacert', 'corp ca.pem'],
  };
  const call: Subject = { ...subject, method: 'GET', url: 'https://a.corp.example/', made };
  expect(commandsOfPage('probe-itself', call)).toEqual([
    "node hybrid-probe.cjs --ca 'corp ca.pem' --resolver tcp://10.10.0.2:5353 --json https://a.corp.example/",
    "curl -v --cacert 'corp ca.pem' --resolve a.corp.example:443:10.20.1.7 https://a.corp.example/",
  ]);
  const twin = { ...made, probe: ['--twin', 'ready.json'], curl: [] };
  expect(commandsOfPage('not-known', { ...call, made: twin })[1]).toBe(
    'node hybrid-probe.cjs --twin ready.json --vantage app https://a.corp.example/',
  );
  expect(nextCommands('PROBE_NO_SECRET', null, call)[0]).toBe('node hybrid-probe.cjs --show-settings');
});

test('a proxy that fails is tried by another client, and a twin started again', () => {
  const made = {
    program: 'node hybrid-probe.cjs',
    probe: ['--proxy', 'socks5h://jump:1080'],
    curl: ['--proxy', 'socks5h://jump:1080'],
  };
  const call: Subject = { ...subject, method: 'GET', url: 'https://a.corp.example/', made };
  expect(nextCommands('PROBE_PROXY_FAILED', null, call)[0]).toContain('curl -v --proxy socks5h://jump:1080 ');
  const twin = { ...made, probe: ['--twin', 'ready.json'], curl: [] };
  expect(nextCommands('PROBE_PROXY_FAILED', null, { ...call, made: twin })[0]).toContain('hybrid-api twin');
});

test('what is not known is left to the system: its DNS server, the address of the name', () => {
  expect(commandsOfPage('forwarded-names', { url: 'http://api.corp.example/' })[0]).toBe(
    'dig api.corp.example A',
  );
  expect(commandsOfPage('forwarded-names', { url: 'http://10.20.1.7/' })[0]).toBe('dig -x 10.20.1.7');
  expect(commandsOfPage('timeout', { url: 'http://api.corp.example/' })[1]).toBe(
    'sudo traceroute -n -T -p 80 api.corp.example',
  );
});

test.each(pages)('no value of a call is run by the shell: %s', (page) => {
  const hostile = '$(echo ran>&2)`echo ran>&2`';
  const call: Subject = {
    url: `https://$(echo\${IFS}ran\${IFS}.corp.example/'${hostile};echo ran>&2;'`,
    vantage: `a'; ${hostile}`,
    requestId: `'${hostile}"`,
    address: hostile,
    resolver: hostile,
    method: `X'${hostile}`,
  };
  for (const command of commandsOfPage(page, call)) expect(wordsOf(command).stderr).toBe('');
});

describe('after a walk on paper', () => {
  const url = 'https://a.corp.example/';
  const verdict = (outcome: string, code: string, hop = 'network' as const) => ({ hop, outcome, code });

  test('comes what tells of the hop that stopped it, and never the walk again', () => {
    const hops = [verdict('unknown', 'NETWORK_NOT_KNOWN'), verdict('stop', 'ENI_SG_RULES_MISMATCH')];
    expect(nextAfterTrace(hops, { url })).toEqual([
      'sudo traceroute -n -T -p 443 a.corp.example',
      'npx hybrid-api probe https://a.corp.example/',
    ]);
  });

  test('comes something for what is not known, and nothing after a pass', () => {
    const hops = [verdict('pass', 'NETWORK_ROUTE_FOUND'), verdict('unknown', 'NETWORK_NOT_KNOWN')];
    expect(nextAfterTrace(hops, { url })).toEqual([
      'npx hybrid-api probe https://a.corp.example/',
      'npx hybrid-api doctor --only network',
    ]);
    expect(nextAfterTrace([verdict('pass', 'A'), verdict('unknown', 'NOT_REACHED')], { url })).toEqual([]);
  });
});

test.each(hopNames)('what is deployed of the hop %s has checks', (hop) => {
  const [, look = ''] = nextAfterHop({ hop }, { url: 'https://a.corp.example/' });
  const words = wordsOf(look).started[0] ?? [];
  expect(words.slice(0, 4)).toEqual(['npx', 'hybrid-api', 'doctor', '--only']);
  expect(selectChecks(checks, words.slice(4)).length).toBeGreaterThan(0);
});

test('after an expectation whose walk passes, and ends otherwise, come the walk and the call', () => {
  const hops = [{ hop: 'network', outcome: 'pass', code: 'NETWORK_OPEN' }] as const;
  expect(nextAfterVerify(hops, { url: 'https://a.corp.example/', vantage: 'app' })).toEqual([
    'npx hybrid-api trace --from app GET https://a.corp.example/',
    'npx hybrid-api probe https://a.corp.example/',
  ]);
});

test.each(Object.entries(nextOfPlan))('what a shell makes of the commands after %s', (_code, next) => {
  for (const command of next()) {
    const { stderr, started } = wordsOf(command);
    expect({ command, stderr, first: started[0]?.[0] }).toEqual({
      command,
      stderr: '',
      first: expect.stringMatching(/^(aws|npx)$/),
    });
    expect(command).not.toContain('hybrid-api plan');
  }
});

test('for people the commands stand below each other', () => {
  expect(nextLines(['a', 'b'], '  ')).toEqual(['  Next: a', '        b']);
  expect(nextLines([])).toEqual([]);
});

test('the server name of the call is the one that openssl sends', () => {
  const made = (...probe: string[]) => ({ made: { program: 'npx hybrid-api probe', probe, curl: [] } });
  const shown = (...probe: string[]) => commandsOfPage('tls', { ...subject, ...made(...probe) })[0];
  expect(shown('--sni', 'other.corp.example')).toContain(' -servername other.corp.example ');
  expect(shown('--sni', 'none')).toContain(' -noservername ');
});
