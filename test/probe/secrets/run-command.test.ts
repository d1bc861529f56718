import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../tools/probe/secrets/run-command';

/** A program that runs a line of JavaScript. */
const program = (line: string) => [process.execPath, '-e', line];
const failureOf = (command: readonly string[], seconds = 30) =>
  runCommand(command, seconds).then(
    () => undefined,
    (error) => error as Error & { code: string },
  );

test('gives what it prints, with the environment and without a shell', async () => {
  process.env.HYBRID_TEST_SUBJECT = 'ann';
  const line = 'process.stdout.write(process.env.HYBRID_TEST_SUBJECT + process.argv[1])';
  expect(await runCommand([...program(line), '$(id); `id`'], 30)).toBe('ann$(id); `id`');
  delete process.env.HYBRID_TEST_SUBJECT;
});

test('a program that reads stdin finds it at its end', async () => {
  expect(
    await runCommand(program('process.stdin.on("data",()=>{}).on("end",()=>console.log("ended"))'), 30),
  ).toBe('ended\n');
});

test('its failure has the code and the last words, without anything that may be a secret', async () => {
  const said =
    'denied: password=hunter2 Bearer abc.def eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl\\u001b[31m';
  const failure = await failureOf(program(`console.error("${said}"); process.exit(3)`));
  expect(failure).toMatchObject({ code: 'NO_TOKEN', kind: 'local' });
  expect(failure?.message).toMatch(
    /ended with 3: denied: password=\[redacted\] Bearer \[redacted\] \[redacted\]/,
  );
  expect(failure?.message).not.toMatch(/hunter2|eyJ|\p{Cc}/u);
});

test.each([
  [['/no/such/program'], 'is not there'],
  [[__filename], 'may not be executed'],
  [program('process.kill(process.pid, "SIGTERM")'), 'was ended by SIGTERM'],
  [program('process.stdout.write("x".repeat(2e6))'), 'printed more than'],
] as const)('%j fails: %s', async (command, why) => {
  expect((await failureOf(command))?.message).toContain(why);
});

test('one that takes too long is ended, and so is what it started', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hybrid-command-'));
  const started = join(folder, 'pid');
  const child = 'setTimeout(()=>{},1e6)';
  const parent = `const c=require("child_process").spawn(process.execPath,["-e","${child}"],{stdio:"inherit"});
    require("fs").writeFileSync(${JSON.stringify(started)}, String(c.pid));${child}`;
  const failure = await failureOf(program(parent), 1);
  expect(failure?.message).toContain('printed no token within 1 s');
  const pid = Number(readFileSync(started, 'utf8'));
  while (isRunning(pid)) await new Promise(setImmediate);
  rmSync(folder, { recursive: true });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // Ended, and waiting for whoever reaps orphans here.
  return !/^State:\s+Z/m.test(readStatus(pid));
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
