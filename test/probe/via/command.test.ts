import { handler } from '../../../lambdas/probe/handler';
import { runProbe } from '../../../tools/probe/command';
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
  const { results } = JSON.parse(printed) as { results: { code: string; phases: unknown }[] };
  return { code, results: results.map((result) => ({ ...result, phases: undefined })) };
}

const vias = [
  { via: 'lambda:ProbeFunction' },
  { via: 'lambda:corp-probe' },
  { via: 'fleet:FleetArn' },
  { via: `fleet:${fleetArn}` },
];

test.each(vias)(
  '$via: what the command prints, and its exit code, are those of a probe from here',
  async (via) => {
    const port = await opened.tcp((socket) => socket.end('no HTTP\r\n\r\n'));
    const url = `http://127.0.0.1:${port}/`;
    const here = await run(url, {});
    expect(here.results).toEqual([expect.objectContaining({ code: 'LISTENER_PROTOCOL_MISMATCH' })]);
    const there = await run(url, { ...via, region: 'eu-west-1' });
    expect(there).toEqual(here);
  },
);

test('a name that nobody has is an error before anything is called', async () => {
  const args = { via: 'lambda:Nobody', region: 'eu-west-1' };
  await expect(run('http://127.0.0.1:1/', args)).rejects.toThrow(/PROBE_VIA_NOT_FOUND/);
});
