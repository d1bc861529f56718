import type { Destination } from '../path/2-network';
import { chooseTargets, endsTls, listen } from '../path/3-load-balancer';
import { enter } from '../path/4-endpoint';
import type { Verdict } from '../path/hop';
import type { LiveChain } from './live-chain';
import type { DialOutcome } from './socks';
import { type SocksReply, socksReplies } from './socks-protocol';

const silence: DialOutcome = { kind: 'silence' };

function refused(reply: SocksReply): DialOutcome {
  return { kind: 'reply', reply };
}

/** What a client meets where a hop stops its SYN. */
export function outcomeOf({ symptom }: Verdict): DialOutcome {
  return symptom?.kind === 'timeout' ? silence : refused(socksReplies.refused);
}

/** Why nobody answers a SYN that has arrived; `undefined` where somebody does. Verdicts are added to `hops`. */
export function whyClosed(
  { model, state }: LiveChain,
  destination: Destination,
  port: number,
  hops: Verdict[],
): DialOutcome | undefined {
  switch (destination.kind) {
    case 'load-balancer': {
      const { loadBalancer, node } = destination;
      const { verdict, listener } = listen(model, loadBalancer, port);
      hops.push(verdict);
      if (!listener) return outcomeOf(verdict);
      if (endsTls(listener)) return undefined;
      // A TCP listener answers the SYN only when it has a target.
      const choice = chooseTargets(model, state, loadBalancer, node, listener).verdict;
      if (choice.outcome !== 'stop' || choice.symptom?.kind === 'reset') return undefined;
      hops.push(choice);
      return outcomeOf(choice);
    }
    case 'endpoint': {
      const { endpoint, interface: own } = destination;
      const session = { port, sni: null, host: '', maxTls: '1.3', verify: false, direct: true } as const;
      const { verdict } = enter(model, state, endpoint, own, session);
      hops.push(verdict);
      return verdict.outcome === 'stop' ? outcomeOf(verdict) : undefined;
    }
    case 'resolver':
      return port === 53 ? undefined : silence;
    case 'public-front':
      return port === 443 ? undefined : silence;
    case 'other':
      return refused(socksReplies.refused);
    case 'nobody':
      return refused(socksReplies.hostUnreachable);
  }
}
