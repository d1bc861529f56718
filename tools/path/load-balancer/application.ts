import { isUnknown, type Known, type ListenerAction, type Model } from '../../assembly/model';
import type { Invocation, InvocationResult } from '../exchange';
import type { HttpResponse, Symptom, Verdict } from '../hop';
import { indexOf } from '../model-index';
import type { State } from '../state';
import { pass, remark, stop, unknown } from '../verdict';
import { fixedAnswer, ownAnswer, redirectAnswer } from './answers';
import { forwardedHeaders, type Hall, type HttpRequest } from './http';
import { type Ending, startLambda } from './lambda-target';
import { type Ruling, ruleFor } from './rules';
import { screen } from './screen';
import { type ChosenTarget, chooseAmong } from './targets';

/** What an application load balancer does with a request. */
export type Decision =
  /** It answers itself; `null`: what it answers is not known. */
  | {
      readonly kind: 'answered';
      readonly verdicts: readonly Verdict[];
      readonly response: HttpResponse | null;
    }
  | {
      readonly kind: 'invoke';
      readonly verdicts: readonly Verdict[];
      readonly invocation: Invocation;
      readonly settle: (result: InvocationResult) => Ending;
    }
  | {
      readonly kind: 'forward';
      readonly verdicts: readonly Verdict[];
      /** Those that take turns. */
      readonly chosen: readonly ChosenTarget[];
      /** As it goes on to the target. */
      readonly request: HttpRequest;
    };

interface Weighted {
  readonly weight: number;
  readonly decision: Decision;
}

/** The decision for one request. @param turn counts requests: groups with weights take turns by it */
export function decide(model: Model, state: State, hall: Hall, request: HttpRequest, turn = 0): Decision {
  const all = decideAll(model, state, hall, request);
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  let left = turn % total;
  for (const { weight, decision } of all) {
    left -= weight;
    if (left < 0) return decision;
  }
  return all[0]!.decision;
}

/** One decision for each target group that the action may send to; at least one. */
export function decideAll(model: Model, state: State, hall: Hall, request: HttpRequest): readonly Weighted[] {
  const refused = screen(hall, request);
  const remarks = firewall(hall);
  const answer = (verdict: Verdict, response: HttpResponse | null): Weighted[] => [
    { weight: 1, decision: { kind: 'answered', verdicts: [...remarks, verdict], response } },
  ];
  if (refused) return answer(refused, responseIn(refused.symptom));
  const ruling = ruleFor(hall.listener, request);
  const { action, name, where } = ruling;
  if (isUnknown(action)) {
    const because = `${name} for ${request.host}: ${action.reason}`;
    return answer(unknown('LISTENER_RULE_NOT_KNOWN', because, [action.where]), null);
  }
  if (action.kind !== 'forward') {
    const response = answerOf(hall, request, action);
    const because = `${name} answers ${response.status} to ${request.method} ${request.host}${request.path}`;
    const verdict =
      response.status < 400
        ? pass('LISTENER_RULE_ANSWERS', because, [where])
        : stop('LISTENER_RULE_ANSWERS', { kind: 'response', response }, because, [where]);
    return answer(verdict, response);
  }
  const groups = action.groups.filter(({ weight }) => weight > 0);
  if (groups.length === 0)
    return [{ weight: 1, decision: toGroup(model, state, hall, request, ruling, remarks, []) }];
  return groups.map(({ arn, weight }) => ({
    weight,
    decision: toGroup(model, state, hall, request, ruling, remarks, [arn]),
  }));
}

/** Managed rules are AWS's own and change: nobody can evaluate them here. */
function firewall({ loadBalancer: { webAcl, where } }: Hall): Verdict[] {
  if (!webAcl) return [];
  const because = `a web ACL inspects what comes to ${where.logicalId}; its rules are not read`;
  return [remark('LOAD_BALANCER_WAF_NOT_READ', because, [webAcl.where])];
}

function responseIn(symptom: Symptom | undefined): HttpResponse | null {
  return symptom?.kind === 'response' ? symptom.response : null;
}

function answerOf(
  hall: Hall,
  request: HttpRequest,
  action: Exclude<ListenerAction, { kind: 'forward' }>,
): HttpResponse {
  return action.kind === 'redirect'
    ? redirectAnswer(hall, request, action)
    : fixedAnswer(action.status, action.contentType, action.body);
}

function toGroup(
  model: Model,
  state: State,
  hall: Hall,
  request: HttpRequest,
  ruling: Ruling,
  remarks: readonly Verdict[],
  arns: readonly Known<string>[],
): Decision {
  const { loadBalancer, node, listener } = hall;
  const empty: Symptom = { kind: 'response', response: ownAnswer(503) };
  const choice = chooseAmong(model, state, loadBalancer, node, listener, {
    arns,
    symptom: empty,
    name: ruling.name,
  });
  // The connection to the target is the load balancer's own: its client gets 502 where it breaks.
  const verdict = asAnswered(choice.verdict);
  const verdicts = [...remarks, verdict];
  if (verdict.outcome === 'stop')
    return { kind: 'answered', verdicts, response: responseIn(verdict.symptom) };
  if (choice.chosen.length === 0) return { kind: 'answered', verdicts, response: null };
  const group = indexOf(model).targetGroups.get(String(arns[0]));
  if (group?.targetType !== 'lambda') {
    const headers = forwardedHeaders(hall, request);
    const host = headers[0]?.[1] ?? request.host;
    return {
      kind: 'forward',
      verdicts,
      chosen: choice.chosen,
      request: { ...request, host, headers, sourceAddress: node.address },
    };
  }
  const step = startLambda(model, hall, group, choice.chosen[0]!.target.id, request);
  if (step.kind === 'invoke') return { ...step, verdicts };
  return { kind: 'answered', verdicts: [...remarks, step.verdict], response: step.response };
}

/** How the client of an application load balancer meets what happens between it and a target: 504, else 502. */
export function asAnswered(verdict: Verdict): Verdict {
  const { code, outcome, symptom } = verdict;
  if (outcome !== 'stop' || symptom?.kind === 'response') return verdict;
  // ALB guide, troubleshooting (doc): no connection in time 504; refused, reset or a failed handshake 502.
  const isSilent = symptom?.kind === 'timeout' || code === 'TARGET_PORT_RESTRICTION';
  const response = ownAnswer(isSilent ? 504 : 502);
  return { ...verdict, symptom: { kind: 'response', response } };
}
