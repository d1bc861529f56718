import { handler } from '../../../lambdas/probe/handler';
import { runProbe } from '../../../tools/probe/command';
import type { Report } from '../../../tools/probe/report';
import { Opened } from '../helpers/servers';
import { fakeAws } from './fake-aws';
import { fakeStepFunctions } from './fake-step-functions';

const kept = { ...process.env };
const opened = new Opened();
const closers: (() => Promise<void>)[] = [];
const fleetArn = 'arn:aws:states:eu-west-1:111122223333:stateMachine:corp-fleet';

beforeEach(async () => {
  const aws = await fakeAws({
    functions: { 'corp-probe': { timeout: 120, run: async (event) => ({ value: await handler(event) }) } },
    stacks: { 'corp-on-premises': { ProbeFunction: 'corp-probe' }, 'corp-fleet': { FleetArn: fleetArn } },
  });
  const stepFunctions = await fakeStepFunctions(async (batch) => ({ output: await handler(batch) }));
  closers.push(aws.close, stepFunctions.close);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'for-nobody',
    AWS_ENDPOINT_URL: aws.url,
    AWS_ENDPOINT_URL_SFN: stepFunctions.url,
  });
});
afterEach(async () => {
  process.env = { ...kept };
  for (const close of closers.splice(0)) await close();
  await opened.close();
  jest.restoreAllMocks();
});

/** What the command prints on stdout, and its exit code. */
async function run(url: string, args: Parameters<typeof runProbe>[1]) {
  let printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    printed += String(text);
    for (const one of rest) if (typeof one === 'function') one();
    return true;
  });
  const code = await runProbe([url], { json: true, quiet: true, ...args });
  const { results, via } = JSON.parse(printed) as Pick<Report, 'results' | 'via'>;
  return { code, via, results: results.map((result) => ({ ...result, phases: undefined })) };
}

const byFunction = { kind: 'lambda', name: 'corp-probe' };
const byFleet = { kind: 'fleet', name: fleetArn };
const vias = [
  { via: 'lambda:ProbeFunction', caller: byFunction },
  { via: 'lambda:corp-probe', caller: byFunction },
  { via: 'fleet:FleetArn', caller: byFleet },
  { via: `fleet:${fleetArn}`, caller: byFleet },
];

test.each(vias)(
  '$via: what the command prints, and its exit code, are those of a probe from here, and who called',
  async ({ via, caller }) => {
    const port = await opened.tcp((socket) => socket.end('no HTTP\r\n\r\n'));
    const url = `http://127.0.0.1:${port}/`;
    const here = await run(url, {});
    expect(here.results).toEqual([expect.objectContaining({ code: 'LISTENER_PROTOCOL_MISMATCH' })]);
    const there = await run(url, { via, region: 'eu-west-1' });
    expect(there).toEqual({ ...here, via: caller });
  },
);

test('an API key of a named secret is read where the call is made, and is not in the report', async () => {
  const secrets = await opened.tcp((socket) =>
    socket.once('data', () => {
      const body = JSON.stringify({ SecretString: 'k-0123456789' });
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    }),
  );
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = `http://127.0.0.1:${secrets}`;
  process.env.AWS_REGION = 'eu-west-1'; // as Lambda sets it
  let sent = '';
  const port = await opened.tcp((socket) =>
    socket.once('data', (chunk) => {
      sent = String(chunk);
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 19\r\n\r\nno key k-0123456789');
    }),
  );
  const args = { via: 'lambda:corp-probe', region: 'eu-west-1', 'api-key-secret': 'partners/acme' };
  const { results } = await run(`http://127.0.0.1:${port}/`, args);
  expect(sent).toContain('\r\nx-api-key: k-0123456789\r\n');
  expect(results).toEqual([expect.objectContaining({ status: 403 })]);
  expect(JSON.stringify(results)).not.toContain('k-0123456789');
});

test('a name that nobody has is an error before anything is called', async () => {
  const args = { via: 'lambda:Nobody', region: 'eu-west-1' };
  await expect(run('http://127.0.0.1:1/', args)).rejects.toThrow(/PROBE_VIA_NOT_FOUND/);
});
