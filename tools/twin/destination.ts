import type { Destination, LegEnd } from '../path/2-network';
import { chooseTargets, endsTls, listen } from '../path/3-load-balancer';
import { enterAt } from '../path/4-endpoint';
import type { Verdict } from '../path/hop';
import type { LiveChain } from './live-chain';
import type { DialOutcome } from './socks';
import { type SocksReply, socksReplies } from './socks-protocol';

const silence: DialOutcome = { kind: 'silence' };

/** Who is there, or what it serves, the templates do not tell: the proxy's own failure, nothing of the far side. */
export const notKnown: DialOutcome = { kind: 'reply', reply: socksReplies.generalFailure };

function refused(reply: SocksReply): DialOutcome {
  return { kind: 'reply', reply };
}

/** What a client meets where a hop stops its SYN. */
export function outcomeOf({ symptom }: Verdict): DialOutcome {
  return symptom?.kind === 'timeout' ? silence : refused(socksReplies.refused);
}

/** Why nobody answers a SYN that has arrived; `undefined` where somebody does. Verdicts are added to `hops`. */
export function whyClosed(
  chain: LiveChain,
  destination: Destination,
  end: LegEnd,
  hops: Verdict[],
): DialOutcome | undefined {
  if (destination.kind === 'load-balancer') return whyNotAtNode(chain, destination, end.port, hops);
  if (destination.kind === 'resolver' && end.port === 53) return undefined;
  const session = { sni: null, host: '', maxTls: '1.3', verify: false, direct: true } as const;
  const { verdict } = enterAt(chain.model, chain.state, end, session);
  hops.push(verdict);
  if (verdict.outcome === 'stop') return outcomeOf(verdict);
  const isServed = destination.kind === 'endpoint' || destination.kind === 'public-front';
  return isServed ? undefined : notKnown;
}

function whyNotAtNode(
  { model, state }: LiveChain,
  { loadBalancer, node }: Destination & { kind: 'load-balancer' },
  port: number,
  hops: Verdict[],
): DialOutcome | undefined {
  const { verdict, listener } = listen(model, loadBalancer, port);
  hops.push(verdict);
  if (!listener) return verdict.outcome === 'unknown' ? notKnown : outcomeOf(verdict);
  if (endsTls(listener)) return undefined;
  // A TCP listener answers the SYN only when it has a target.
  const { verdict: choice, chosen } = chooseTargets(model, state, loadBalancer, node, listener);
  if (chosen.length === 0 && choice.outcome === 'unknown') return notKnown;
  if (choice.outcome !== 'stop' || choice.symptom?.kind === 'reset') return undefined;
  hops.push(choice);
  return outcomeOf(choice);
}
