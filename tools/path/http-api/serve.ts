import type { Model } from '../../assembly/model';
import type { GatewayRequest, Progress } from '../exchange';
import type { HttpResponse, Verdict } from '../hop';
import type { Call, Ending } from '../integration/kind';
import type { State } from '../state';
import { notApplicable } from '../verdict';
import { authorizeHttp } from './authorize';
import { integrateHttp } from './integrate';
import { selectHttpRoute } from './select';

/** Hops 5 to 8 of an HTTP API; `undefined` where the Host names none. */
export function serveHttp(model: Model, state: State, request: GatewayRequest): Progress | undefined {
  const selected = selectHttpRoute(model, request);
  if (!selected) return undefined;
  const { verdict, match, answer } = selected;
  if (answer) return { done: true, verdicts: [verdict], response: answer };
  if (!match) return over([verdict]);
  const policy = notApplicable(
    'HTTP_API_HAS_NO_POLICY',
    `HTTP API ${match.api.name} is open to every network`,
  );
  const authorized = authorizeHttp(model, request, match);
  const before = [verdict, policy, authorized];
  const next = integrateHttp(model, state, request, match);
  if (authorized.outcome === 'stop' || authorized.outcome === 'unknown') {
    // What the templates alone say of the integration is added, so that all that has to change is shown.
    return over('verdict' in next && next.verdict.outcome !== 'pass' ? [...before, next.verdict] : before);
  }
  return proceed(before, next);
}

function proceed(before: readonly Verdict[], next: Ending | Call): Progress {
  if ('verdict' in next) return { done: true, verdicts: [...before, next.verdict], response: next.response };
  return {
    done: false,
    verdicts: before,
    invocation: next.invocation,
    resume: (result) => proceed(before, next.settle(result)),
  };
}

function over(verdicts: readonly Verdict[]): Progress {
  const first = verdicts.find(({ outcome }) => outcome === 'stop' || outcome === 'unknown');
  return { done: true, verdicts, response: first ? responseOf(first) : null };
}

function responseOf({ symptom }: Verdict): HttpResponse | null {
  return symptom?.kind === 'response' ? symptom.response : null;
}
