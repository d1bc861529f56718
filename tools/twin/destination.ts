import type { Socket } from 'node:net';
import type { Model, NetworkInterface, Target } from '../assembly/model';
import { type Destination, type LegEnd, walkLeg } from '../path/2-network';
import { chooseTargets, endsTls, listen } from '../path/3-load-balancer';
import { enterAt } from '../path/4-endpoint';
import type { Verdict } from '../path/hop';
import type { State } from '../path/state';
import { resetSocket } from './connections';
import type { LiveChain } from './live-chain';
import type { DialOutcome } from './socks';
import { type SocksReply, socksReplies } from './socks-protocol';

const silence: DialOutcome = { kind: 'silence' };

/** How long one who says nothing is listened to. */
const speechlessMs = 60_000;

/** Who is there, or what it serves, the templates do not tell: the proxy's own failure, nothing of the far side. */
export const notKnown: DialOutcome = { kind: 'reply', reply: socksReplies.generalFailure };

function refused(reply: SocksReply): DialOutcome {
  return { kind: 'reply', reply };
}

/** Of the SYN's sender nothing is known yet. */
const anyClient = { sni: null, host: '', maxTls: '1.3', verify: false, direct: true } as const;

/** What a client meets where a hop stops its connection. */
export function outcomeOf({ symptom }: Verdict, address: string): DialOutcome {
  if (symptom?.kind === 'timeout') return silence;
  if (symptom?.kind === 'reset') return { kind: 'open', address, accept: resetOnceItSpeaks };
  return refused(socksReplies.refused);
}

/** Somebody is there who makes nothing of what the client says. */
function resetOnceItSpeaks(socket: Socket): void {
  socket.once('data', () => resetSocket(socket));
  socket.once('end', () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.setTimeout(speechlessMs, () => socket.destroy());
  socket.resume();
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
  const { verdict } = enterAt(chain.model, chain.state, end, anyClient);
  hops.push(verdict);
  if (verdict.outcome === 'stop') return outcomeOf(verdict, end.address);
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
  if (!listener) return verdict.outcome === 'unknown' ? notKnown : outcomeOf(verdict, node.address);
  if (endsTls(listener) || loadBalancer.type === 'application') return undefined;
  // A TCP listener answers the SYN only when it has a target.
  const { verdict: choice, chosen } = chooseTargets(model, state, loadBalancer, node, listener);
  if (chosen.length === 0 && choice.outcome === 'unknown') return notKnown;
  if (choice.outcome === 'stop' && choice.symptom?.kind !== 'reset') {
    hops.push(choice);
    return outcomeOf(choice, node.address);
  }
  // The SYN goes on to the target: where none can answer it, nobody does.
  const silences = chosen.map(({ target }) => silenceOf(model, state, node, target));
  const [first] = silences;
  if (!first || !silences.every((verdict) => verdict !== undefined)) return undefined;
  hops.push(first);
  return silence;
}

/** What drops the packets of a node to a target, if anything does. */
function silenceOf(model: Model, state: State, node: NetworkInterface, target: Target): Verdict | undefined {
  const end = { address: target.id, port: target.port };
  const verdicts = [walkLeg(model, state, node, end), enterAt(model, state, end, anyClient).verdict];
  return verdicts.find(({ outcome, symptom }) => outcome === 'stop' && symptom?.kind === 'timeout');
}
