import type { HopName } from '../path/hop';
import { doctor, probe, trace } from './commands';
import { nextCommands } from './next';
import { known, type Subject } from './subject';

interface Walked {
  readonly hop: HopName;
  readonly outcome: string;
  readonly code: string;
}

/** What decided: the hop that stopped the call, else the first that is not known; none where all passed. */
export function decisive<T extends Walked>(hops: readonly T[]): T | undefined {
  const of = (outcome: string) => hops.find((one) => one.outcome === outcome && one.code !== 'NOT_REACHED');
  return of('stop') ?? of('unknown');
}

/** What to run after a walk on paper: about what decided it; none where all is known and passed. The walk itself is not among them. */
export function nextAfterTrace(hops: readonly Walked[], subject: Subject): readonly string[] {
  const decided = decisive(hops);
  return decided ? nextAfterHop(decided, subject) : [];
}

/**
 * About a hop, without the walk on paper.
 * @param decided its code; absent: nothing but the hop is known
 */
export function nextAfterHop(
  { hop, code }: { readonly hop: HopName; readonly code?: string },
  subject: Subject,
): readonly string[] {
  const commands = code === undefined ? [] : nextCommands(code, hop, subject);
  const others = commands.filter((one) => !one.startsWith('npx hybrid-api trace '));
  return firstTwo([...others, probe(known(subject)), doctor(hop)]);
}

/** After an expectation that does not hold on paper: about what decided the walk, else the walk and the call. */
export function nextAfterVerify(hops: readonly Walked[], subject: Subject): readonly string[] {
  const call = known(subject);
  return decisive(hops) ? nextAfterTrace(hops, subject) : [trace(call), probe(call)];
}

/** After a look at what is deployed: about its first fault. The look itself is not among them. */
export function nextAfterDoctor(findings: readonly Walked[], subject: Subject): readonly string[] {
  const decided = decisive(findings);
  if (!decided) return [];
  const others = nextCommands(decided.code, decided.hop, subject).filter(
    (one) => !/hybrid-api doctor( --only|$)/.test(one),
  );
  return firstTwo([...others, probe(known(subject)), trace(known(subject))]);
}

function firstTwo(commands: readonly string[]): readonly string[] {
  return [...new Set(commands)].slice(0, 2);
}

/** Lines for people; commands are copied, and stay whole. */
export function nextLines(commands: readonly string[], indent = ''): readonly string[] {
  return commands.map((command, index) => `${indent}${index === 0 ? 'Next:' : '     '} ${command}`);
}
