import { isIP } from 'node:net';
import { KitError, type Problem } from '../../kit-error';
import type { ProbeArguments } from '../flags';
import type { Retrying } from './retrying';
import type { Serving } from './serve/serve';

/** How often the calls are made. Milliseconds. */
export type Mode =
  | { readonly kind: 'once' }
  /** Every call so many times, back to back. */
  | { readonly kind: 'count'; readonly count: number }
  /** Rounds on a fixed schedule; without an end until Ctrl-C. */
  | { readonly kind: 'watch'; readonly every: number; readonly rounds?: number; readonly duration?: number }
  /** Open loop: call i starts at i/rate, whatever became of those before. */
  | { readonly kind: 'rate'; readonly perSecond: number; readonly calls: number }
  /** Until Ctrl-C: a server for Prometheus, and rounds for its /metrics. */
  | ({ readonly kind: 'serve' } & Pick<Serving, 'host' | 'port' | 'every' | 'anyTarget'>);

export interface Running {
  readonly mode: Mode;
  /** For the whole run, in milliseconds. @default none */
  readonly deadline?: number;
  readonly concurrency: number;
  readonly retrying?: Retrying;
}

const day = 86_400;
/** More calls than this are a load test; the report keeps counts, and the schedule has to stay exact. */
const mostPerSecond = 10_000;

/**
 * The running part of a command line. Pure.
 * @throws KitError PROBE_BAD_OPTION; all problems at once
 */
export function readRunning(args: ProbeArguments): Running {
  const read = new Reading(args);
  const { watch, count, rate, duration, deadline, retries = 0, concurrency } = args;
  read.seconds('watch');
  read.seconds('duration');
  read.seconds('deadline');
  read.seconds('retry-delay');
  read.whole('count', 1, 10_000_000);
  read.whole('retries', 0, 100);
  read.whole('concurrency', 1, 1000);
  if (rate !== undefined && !(rate > 0 && rate <= mostPerSecond))
    read.problem('rate', `${rate} is not a rate from above 0 to ${mostPerSecond} a second`, 'give e.g. 20');
  if (watch !== undefined && rate !== undefined)
    read.problem('watch', 'rounds and a rate exclude each other', 'give --watch or --rate');
  if (rate !== undefined && (duration === undefined) === (count === undefined))
    read.problem(
      'rate',
      duration === undefined ? 'nothing says when it ends' : '--duration and --count are two ends',
      'give one of --duration SECONDS and --count CALLS',
    );
  if (watch !== undefined && duration !== undefined && count !== undefined)
    read.problem('watch', '--duration and --count are two ends', 'give one of them, or none');
  if (duration !== undefined && rate === undefined && watch === undefined)
    read.problem('duration', 'there is no --rate and no --watch that it could limit', 'add one of them');
  if (rate !== undefined && duration !== undefined && rate * duration < 1)
    read.problem(
      'rate',
      `${rate} a second for ${duration} s is not one call`,
      'raise the rate or the duration',
    );
  for (const name of ['retry-delay', 'retry-on'] as const) {
    if (args[name] !== undefined && retries === 0)
      read.problem(name, 'there are no retries', 'add --retries 3, say');
  }
  if (rate !== undefined && retries > 0)
    read.problem(
      'retries',
      'a retry is a call that the schedule of --rate does not have',
      'leave --retries or --rate out',
    );
  if (args.serve !== undefined) {
    if (!readPlace(args.serve))
      read.problem('serve', `"${args.serve}" is not [address:]port`, 'give e.g. 9115 or 10.0.0.5:9115');
    for (const name of ['count', 'rate', 'duration', 'deadline', 'via', 'output', 'json'] as const) {
      if (args[name] !== undefined && args[name] !== false)
        read.problem(name, 'a server has no end and no report', `leave --serve or --${name} out`);
    }
  } else if (args['serve-any-target'])
    read.problem('serve-any-target', 'nothing is served', 'add --serve 9115, say');
  if (args.via !== undefined)
    for (const name of ['watch', 'count', 'rate', 'retries'] as const) {
      if (args[name] !== undefined && args[name] !== 0)
        read.problem(name, 'the function of --via makes each call once', `leave --via or --${name} out`);
    }
  read.end();
  return {
    mode: modeOf(args),
    ...(deadline === undefined ? {} : { deadline: deadline * 1000 }),
    concurrency:
      concurrency ?? (rate !== undefined ? 50 : watch === undefined && count !== undefined ? 1 : 10),
    ...(retries === 0
      ? {}
      : {
          retrying: { retries, delay: (args['retry-delay'] ?? 0.5) * 1000, any: args['retry-on'] === 'any' },
        }),
  };
}

function modeOf({ watch, count, rate, duration, serve, ...args }: ProbeArguments): Mode {
  if (serve !== undefined)
    return {
      kind: 'serve',
      ...(readPlace(serve) as Place),
      every: (watch ?? 60) * 1000,
      anyTarget: args['serve-any-target'] ?? false,
    };
  if (rate !== undefined)
    return { kind: 'rate', perSecond: rate, calls: count ?? Math.floor(rate * (duration as number)) };
  if (watch !== undefined)
    return {
      kind: 'watch',
      every: watch * 1000,
      ...(count === undefined ? {} : { rounds: count }),
      ...(duration === undefined ? {} : { duration: duration * 1000 }),
    };
  return count === undefined ? { kind: 'once' } : { kind: 'count', count };
}

type Place = Pick<Serving, 'host' | 'port'>;

/** `[address:]port`, of an IPv6 address in brackets. */
function readPlace(text: string): Place | undefined {
  const match = /^(?:(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):)?(\d{1,5})$/.exec(text);
  if (!match) return undefined;
  const host = match[1] ?? match[2] ?? '127.0.0.1';
  const port = Number(match[3]);
  return port <= 65_535 && (isIP(host) !== 0 || host === 'localhost') ? { host, port } : undefined;
}

class Reading {
  private readonly problems: Problem[] = [];

  constructor(private readonly args: ProbeArguments) {}

  seconds(name: 'watch' | 'duration' | 'deadline' | 'retry-delay'): void {
    const value = this.args[name];
    if (value === undefined || (value > 0 && value <= day)) return;
    this.problem(name, `${value} is not a number of seconds up to a day`, 'give e.g. 5 or 0.5');
  }

  whole(name: 'count' | 'retries' | 'concurrency', least: number, most: number): void {
    const value = this.args[name];
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
    this.problem(name, `${value} is not a whole number from ${least} to ${most}`, 'give e.g. 10');
  }

  problem(name: keyof ProbeArguments, what: string, fix: string): void {
    this.problems.push({ code: 'PROBE_BAD_OPTION', what, where: `--${name}`, fix });
  }

  end(): void {
    if (this.problems.length > 0) throw new KitError(this.problems);
  }
}
