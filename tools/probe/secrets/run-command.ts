import { type ChildProcess, spawn } from 'node:child_process';
import { redact } from '../config/secret-shapes';
import { StageFailure } from '../stages/failure';

const maxBytes = 1_000_000;

/** Programs that run now: none outlives the probe. */
const running = new Set<ChildProcess>();

/**
 * Runs a program without a shell and returns what it prints. It gets this process's environment and no input.
 * What it says on stderr is in the failure only, with everything that may be a secret blotted out.
 * @throws StageFailure `local`, NO_TOKEN
 */
export function runCommand(command: readonly string[], seconds: number): Promise<string> {
  const [program = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      kill(child);
      reject(new StageFailure('local', 'NO_TOKEN', `${program} ${why}`));
    };
    // A group of its own, so that what the program started ends with it.
    const child = spawn(program, args, {
      env: process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    const timer = setTimeout(() => fail(`printed no token within ${seconds} s`), seconds * 1000);
    if (running.size === 0) process.once('exit', killAll);
    running.add(child);
    const printed: Buffer[] = [];
    let bytes = 0;
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) return fail(`printed more than ${maxBytes} bytes, which is no token`);
      printed.push(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-4000);
    });
    child.on('error', (error: NodeJS.ErrnoException) =>
      fail(notStarted[error.code ?? ''] ?? `: ${error.code}`),
    );
    child.on('close', (code, signal) => {
      forget(child);
      clearTimeout(timer);
      if (code === 0) return resolve(Buffer.concat(printed).toString('utf8'));
      const words = redact(said).slice(-300);
      fail(`${signal ? `was ended by ${signal}` : `ended with ${code}`}${words === '' ? '' : `: ${words}`}`);
    });
  });
}

const notStarted: Readonly<Record<string, string>> = {
  ENOENT: 'is not there, or not in PATH',
  EACCES: 'may not be executed: chmod +x',
  ENOEXEC: 'is no program: its first line names no interpreter',
};

function kill(child: ChildProcess): void {
  forget(child);
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function killAll(): void {
  for (const child of [...running]) kill(child);
}

function forget(child: ChildProcess): void {
  running.delete(child);
  if (running.size === 0) process.off('exit', killAll);
}
