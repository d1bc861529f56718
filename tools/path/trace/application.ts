import type { Listener, LoadBalancer, LoadBalancerNode } from '../../assembly/model';
import { locate, walkLeg } from '../2-network';
import {
  type ChosenTarget,
  type Decision,
  decideAll,
  endsTls,
  type Hall,
  handshake,
  listen,
} from '../3-load-balancer';
import type { Progress } from '../exchange';
import type { Verdict } from '../hop';
import { ownAnswer } from '../load-balancer/answers';
import { asAnswered } from '../load-balancer/application';
import type { HttpRequest } from '../load-balancer/http';
import { stop, unknown } from '../verdict';
import { type Context, enterFrom, notReached, type Path } from './approach';

/** Hop 3 at a node of an application load balancer: TLS, then a rule, then what the rule leads to. */
export function followApplication(
  context: Context,
  balancer: LoadBalancer,
  node: LoadBalancerNode,
  sourceAddress: string,
): Path {
  const { model, state, dial } = context;
  const at = (verdict: Verdict): Verdict => ({ ...verdict, address: node.address });
  const { verdict, listener } = listen(model, balancer, dial.port);
  if (!listener) return { verdicts: [at(verdict), notReached('endpoint')], arrivals: [] };
  const greeted = dial.plainText ? greetPlainly(listener) : handshake(model, listener, dial).verdict;
  const isAsked = listener.mutualTls !== undefined;
  const before = [verdict, greeted]
    .filter((own) => own !== undefined)
    .filter((own) => tells(own) || (isAsked && own === greeted))
    .map(at);
  const hall: Hall = { loadBalancer: balancer, node, listener };
  const request: HttpRequest = { ...dial.request, sourceAddress };
  const paths = decideAll(model, state, hall, request).map(({ decision }) =>
    followDecision(context, hall, decision),
  );
  const isOpen = before.every(({ outcome }) => outcome === 'pass');
  return {
    verdicts: [...before, ...paths.flatMap((path) => path.verdicts)],
    arrivals: paths.flatMap((path) => path.arrivals),
    // Who does not get as far as HTTP gets no answer of it either.
    answers: isOpen ? paths.flatMap((path) => path.answers ?? []) : [],
  };
}

/** Says more than "goes on". */
function tells(verdict: Verdict): boolean {
  return verdict.outcome !== 'pass' || verdict.fix !== undefined;
}

/** A page of 400 (captures), where a network load balancer would end the connection. */
function greetPlainly(listener: Listener): Verdict | undefined {
  if (!endsTls(listener)) return undefined;
  const because = `plain HTTP is sent to ${listener.where.logicalId}, which speaks TLS`;
  return stop('LISTENER_PROTOCOL_MISMATCH', { kind: 'response', response: ownAnswer(400) }, because, [
    listener.where,
  ]);
}

function followDecision(context: Context, hall: Hall, decision: Decision): Path {
  const verdicts = decision.verdicts.map((verdict): Verdict => ({ ...verdict, address: hall.node.address }));
  switch (decision.kind) {
    case 'answered': {
      const isPassed = verdicts.every(({ outcome }) => outcome === 'pass');
      if (!isPassed) return { verdicts: [...verdicts, notReached('endpoint')], arrivals: [] };
      return { verdicts, arrivals: [], answers: [{ done: true, verdicts: [], response: decision.response }] };
    }
    case 'invoke': {
      const { invocation, settle } = decision;
      const resume = (result: Parameters<typeof settle>[0]): Progress => {
        const { verdict, response } = settle(result);
        return { done: true, verdicts: [verdict], response };
      };
      return { verdicts, arrivals: [], answers: [{ done: false, verdicts: [], invocation, resume }] };
    }
    case 'forward': {
      const legs = decision.chosen.map((chosen) => followTarget(context, hall, chosen, decision.request));
      return {
        verdicts: [...verdicts, ...legs.flatMap((leg) => leg.verdicts)],
        arrivals: legs.flatMap((leg) => leg.arrivals),
      };
    }
  }
}

/** The load balancer's own connection to a target. */
function followTarget(
  context: Context,
  { node }: Hall,
  { group, target }: ChosenTarget,
  request: HttpRequest,
): Path {
  const { model, state } = context;
  const end = { address: target.id, port: target.port };
  const leg = walkLeg(model, state, node, end);
  const destination = locate(model, target.id);
  if (destination.kind !== 'endpoint') {
    const because = `what serves port ${target.port} at ${target.id} is not in the templates`;
    const verdict = unknown('TARGET_NOT_MODELLED', because, [target.where, group.where], {
      address: target.id,
    });
    return { verdicts: [asAnswered(leg), verdict, notReached('endpoint')], arrivals: [] };
  }
  const entered = enterFrom(context, end, false);
  const arrival = {
    endpoint: destination.endpoint,
    sourceAddress: node.address,
    sni: null,
    headers: request.headers,
  };
  return { verdicts: [leg, entered].map(asAnswered), arrivals: [arrival] };
}
