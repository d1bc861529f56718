import { spawn, spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  /** `undefined`: could not be measured here; `measured` says why. */
  readonly met?: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Median wall-clock milliseconds of a command, the first run not counted. */
export function timeCommand(
  command: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; runs?: number } = {},
): number {
  const times: number[] = [];
  for (let run = 0; run <= (options.runs ?? 5); run++) {
    const started = performance.now();
    const { status, stderr } = spawnSync(command, args, {
      env: { ...process.env, ...options.env },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
    if (run > 0) times.push(performance.now() - started);
  }
  return median(times);
}

/** Median milliseconds that a statement takes in a process of its own, the first run not counted. */
export function timeInChild(statement: string, runs = 7): number {
  const script = `const started = performance.now(); ${statement}; console.log(performance.now() - started)`;
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    if (run > 0) times.push(Number(stdout));
  }
  return median(times);
}

/** Calls a second of a synchronous function over about a second, after a warm-up. */
export function rateOf(work: () => void): number {
  const batch = (milliseconds: number): number => {
    let count = 0;
    const started = performance.now();
    let elapsed = 0;
    while (elapsed < milliseconds) {
      for (let i = 0; i < 200; i++) work();
      count += 200;
      elapsed = performance.now() - started;
    }
    return (count / elapsed) * 1000;
  };
  batch(300);
  return batch(1000);
}

export interface Child {
  /** What the child sent first. */
  readonly ready: unknown;
  ask(question: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** Another process of the bench bundle, in a role: a load generator or a server has cores of its own to compete for. */
export function startRole(role: string): Promise<Child> {
  const child = spawn(process.execPath, [process.argv[1] as string, role], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const next = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`${role} ended with ${code}`)));
    });
  return next().then((ready) => ({
    ready,
    ask: (question) => {
      const answer = next();
      child.send(question as object);
      return answer;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  }));
}

export function rounded(value: number, unit: string): string {
  return `${value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2)} ${unit}`;
}
