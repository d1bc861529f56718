import type { VpcLink, Where } from '../../assembly/model';
import type { Reach } from '../backend';
import type { HttpResponse, Verdict } from '../hop';
import type { ReasonCode } from '../reasons';

/** How a private integration failed below HTTP. */
export type Failure = 'silence' | 'refused' | 'reset' | 'tls';

/** What came of a call through a VPC link, whatever kind of API made it. */
export type LinkOutcome =
  /** An HTTP response; `isOwn`: of a load balancer that asked no backend. */
  | {
      readonly kind: 'answered';
      readonly response: HttpResponse;
      readonly code: ReasonCode;
      readonly isOwn: boolean;
      readonly because: string;
      readonly where: readonly Where[];
      readonly fix?: string;
    }
  | {
      readonly kind: 'failed';
      readonly code: ReasonCode;
      readonly how: Failure;
      readonly because: string;
      readonly where: readonly Where[];
      readonly fix?: string;
    }
  | { readonly kind: 'unknown'; readonly because: string; readonly where: readonly Where[] };

export function failed(
  code: ReasonCode,
  because: string,
  where: readonly Where[],
  how: Failure,
  fix?: string,
): LinkOutcome {
  return { kind: 'failed', code, how, because, where, fix };
}

/** One outcome of all that the legs, load balancers and targets said. */
export function outcomeOf(reached: Extract<Reach, { done: true }>, link: VpcLink): LinkOutcome {
  const { verdicts, response } = reached;
  const decisive = verdicts.find(({ outcome }) => outcome === 'unknown' || outcome === 'stop');
  const last = decisive ?? verdicts.at(-1);
  const where = [...(last?.where ?? []), link.where];
  const because = `VPC link ${link.name}: ${last?.because ?? 'nothing answered'}`;
  if (decisive?.outcome === 'unknown') return { kind: 'unknown', because, where };
  if (response) {
    const isOwn = decisive !== undefined;
    const code = isOwn ? ownCode(decisive, response) : 'BACKEND_ANSWERED';
    return { kind: 'answered', response, code, isOwn, because, where, fix: decisive?.fix };
  }
  if (!decisive) return { kind: 'unknown', because, where };
  return {
    kind: 'failed',
    ...failureOf(decisive, decisive === verdicts[0]),
    because,
    where,
    fix: decisive.fix,
  };
}

/** What a load balancer says where it asked no backend, or got no answer that it takes. */
function ownCode({ code }: Verdict, { status }: HttpResponse): ReasonCode {
  if (code === 'LISTENER_RULE_ANSWERS') return 'BACKEND_NO_RULE';
  return status === 503 ? 'BACKEND_UNHEALTHY' : 'BACKEND_FAILED';
}

function failureOf(
  { hop, code, symptom }: Verdict,
  isFirst: boolean,
): { readonly code: ReasonCode; readonly how: Failure } {
  const kind = symptom?.kind;
  const how: Failure =
    kind === 'timeout' ? 'silence' : kind === 'refused' ? 'refused' : kind === 'tls' ? 'tls' : 'reset';
  if (hop === 'network') return { code: isFirst ? 'LINK_NETWORK_BLOCKED' : 'BACKEND_UNREACHABLE', how };
  if (kind === 'tls') return { code: 'LINK_CERTIFICATE_MISMATCH', how };
  if (code === 'LISTENER_PROTOCOL_MISMATCH') return { code: 'LINK_PROTOCOL_MISMATCH', how };
  if (code === 'LISTENER_NOT_FOUND') return { code: 'LINK_NO_LISTENER', how };
  return { code: 'BACKEND_UNHEALTHY', how };
}
