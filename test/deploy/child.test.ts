import { run } from './child';

const node = (code: string, options: object = {}) =>
  run(process.execPath, ['-e', code], { env: process.env, limit: 60, ...options });

test('what a program wrote comes back with its exit code, if that is accepted', async () => {
  const ended = await node('console.log("out"); console.error("err"); process.exitCode = 3', { accept: [3] });
  expect(ended).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
});

test('another exit code is an error with the last lines', async () => {
  await expect(node('console.error("no such bucket"); process.exitCode = 1')).rejects.toThrow(
    /ended with 1\n.*no such bucket/s,
  );
});

test('a program that does not end is ended', async () => {
  await expect(node('setInterval(() => {}, 1000)', { limit: 0.2 })).rejects.toThrow(
    'did not end within 0.2 s',
  );
});

test('a program that is not there is an error', async () => {
  await expect(run('/no/such/program', ['x'], { env: {}, limit: 5 })).rejects.toThrow('ENOENT');
});
