import { howMade } from '../../../tools/probe/output/how-made';

test('options that say how to get there are kept, for curl by its own names; secrets are not', () => {
  const args = {
    ca: 'ca.pem',
    resolve: ['a:443:10.0.0.1', 'b:443:10.0.0.2'],
    twin: 'ready.json',
    header: ['x-api-key: secret'],
    'api-keys': 'keys.json',
    output: ['json'],
  };
  expect(howMade(args, '/opt/tools/launch.cjs')).toEqual({
    program: 'npx hybrid-api probe',
    probe: [
      '--twin',
      'ready.json',
      '--ca',
      'ca.pem',
      '--resolve',
      'a:443:10.0.0.1',
      '--resolve',
      'b:443:10.0.0.2',
    ],
    curl: ['--cacert', 'ca.pem', '--resolve', 'a:443:10.0.0.1', '--resolve', 'b:443:10.0.0.2'],
  });
});

test('what is switched on is kept without a value, what is off is left out', () => {
  const made = howMade({ follow: true, http2: true, ipv4: false, 'max-redirects': 3, sni: 'none' });
  expect(made.probe).toEqual(['--sni', 'none', '--http2', '--follow', '--max-redirects', '3']);
  expect(made.curl).toEqual(['--http2', '--location', '--max-redirs', '3']);
});

test('the single file names itself', () => {
  expect(howMade({}, '/srv/hybrid-probe.cjs')).toEqual({
    program: 'node hybrid-probe.cjs',
    probe: [],
    curl: [],
  });
});
