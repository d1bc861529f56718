import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

export interface ChildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Seconds, after which the child is ended. */
  readonly limit: number;
  /** File that keeps everything it wrote. @default nothing is kept */
  readonly log?: string;
  /** Exit codes that are no failure. @default 0 alone */
  readonly accept?: readonly number[];
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Runs a program to its end, without stdin; it ends with this process at the latest.
 * @throws Error with the last lines that it wrote, for another exit code or one that takes too long
 */
export async function run(program: string, args: readonly string[], options: ChildOptions): Promise<Ended> {
  const { env, cwd, limit, log, accept = [0] } = options;
  const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const kept = log === undefined ? undefined : createWriteStream(log, { flags: 'a' });
  kept?.write(`$ ${program} ${args.join(' ')}\n`);
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
      kept?.write(text);
    });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, limit * 1000);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  }).finally(() => {
    running.delete(child);
    clearTimeout(timer);
    kept?.end();
  });
  if (late) throw new Error(`${program} ${args[0]} did not end within ${limit} s\n${tail(texts)}`);
  if (!accept.includes(code)) throw new Error(`${program} ${args[0]} ended with ${code}\n${tail(texts)}`);
  return { code, ...texts };
}

function tail({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-12).join('\n');
}
