import type { FailureReason, Result } from '../../../lambdas/http-proxy/core/exchange';
import {
  type Form,
  type Incoming,
  type Outgoing,
  readSettings,
  type Settings,
  settingNames,
} from '../../../lambdas/http-proxy/core/exchange';
import { mapped } from '../../../lambdas/http-proxy/core/mapped';
import { passthrough } from '../../../lambdas/http-proxy/core/passthrough';
import { streamed } from '../../../lambdas/http-proxy/core/streamed';
import {
  isUnknown,
  type LambdaFunction,
  type Model,
  type NetworkInterface,
  type Vantage,
} from '../../assembly/model';
import { isAddress } from '../../ipv4';
import { resolve } from '../1-dns';
import { type BackendRequest, type Reach, reach } from '../backend';
import type { Invocation, InvocationResult } from '../exchange';
import type { HttpResponse, Symptom, Verdict } from '../hop';
import { functionIndex } from '../lambda/permission';
import type { State } from '../state';
import { pass, stop, unknown } from '../verdict';

/** What the proxy function gives back, and what hop 8 says of its way to the backend. */
export interface Carried {
  readonly result: InvocationResult;
  /** @param response what the gateway made of the result */
  readonly judge: (response: HttpResponse | null) => Verdict;
}

/** The function of an invocation, where it is a proxy of the kit: its environment names a backend. */
export function proxyFunction(model: Model, { functionArn }: Invocation): LambdaFunction | undefined {
  const lambda = functionIndex(model).get(functionArn);
  return lambda?.environment[settingNames.backend] === undefined ? undefined : lambda;
}

/**
 * What a proxy function of the kit does, without running it: the same mapping as in the function, and the leg from
 * its interface to the backend by the templates. Yields the calls of functions behind the backend's load balancer.
 */
export function* carry(
  model: Model,
  state: State,
  lambda: LambdaFunction,
  invocation: Invocation,
): Generator<Invocation, Carried, InvocationResult> {
  const settings = settingsOf(lambda);
  if (typeof settings === 'string') return notKnown(lambda, settings);
  const form = { passthrough, streamed, mapped }[settings.form] as Form<unknown>;
  const planned = form.plan(invocation.event, settings);
  if ('reason' in planned) return refused(lambda, form, planned.reason, planned.detail);
  const { interface: source } = lambda;
  if (!source) return notKnown(lambda, `${lambda.name} is in no VPC of the templates`);
  const found = addressesOf(model, state, source, settings.host);
  if ('verdict' in found) return settle(lambda, settings, form, invocation.event, [found.verdict], null);
  let outcome: Reach | undefined;
  for (const address of found.addresses) {
    const request = backendRequest(planned, settings, source, invocation);
    outcome = reach(model, state, source, { address, port: settings.port }, request);
    while (!outcome.done) outcome = outcome.resume(yield outcome.invocation);
    // A client tries the next address where one does not take its connection.
    if (!outcome.verdicts.some(({ symptom }) => symptom?.kind === 'timeout' || symptom?.kind === 'refused'))
      break;
  }
  const { verdicts, response } = outcome as Extract<Reach, { done: true }>;
  return settle(lambda, settings, form, invocation.event, verdicts, response);
}

function settingsOf({ name, environment }: LambdaFunction): Settings | string {
  const known: Record<string, string> = {};
  for (const [key, value] of Object.entries(environment)) {
    if (isUnknown(value)) return `${key} of ${name}: ${value.reason}`;
    known[key] = value;
  }
  try {
    return readSettings(known);
  } catch (error) {
    return (error as Error).message;
  }
}

function addressesOf(
  model: Model,
  state: State,
  source: NetworkInterface,
  host: string,
): { readonly addresses: readonly string[] } | { readonly verdict: Verdict } {
  if (isAddress(host)) return { addresses: [host] };
  const subnet = model.subnets.find(({ id }) => id === source.subnetId);
  const vantage: Vantage = {
    name: `a function at ${source.address}`,
    kind: 'vpc',
    where: source.where,
    vpcId: source.vpcId ?? subnet?.vpcId,
    source,
  };
  const { verdict, addresses } = resolve(model, state, vantage, host);
  return addresses.length > 0 ? { addresses } : { verdict };
}

function backendRequest(
  { method, path, headers, body }: Outgoing,
  { protocol, host, port }: Settings,
  source: NetworkInterface,
  { event }: Invocation,
): BackendRequest {
  const mark = path.indexOf('?');
  const { requestContext } = event as { requestContext?: { requestTimeEpoch?: number; requestId?: string } };
  return {
    scheme: protocol,
    host,
    port,
    method,
    path: mark < 0 ? path : path.slice(0, mark),
    query: mark < 0 ? '' : path.slice(mark + 1),
    headers,
    body,
    sourceAddress: source.address,
    receivedAt: requestContext?.requestTimeEpoch ?? null,
    requestId: requestContext?.requestId ?? '',
  };
}

const reasonBySymptom: Readonly<Partial<Record<Symptom['kind'], FailureReason>>> = {
  nxdomain: 'PROXY_BACKEND_NOT_RESOLVED',
  'no-data': 'PROXY_BACKEND_NOT_RESOLVED',
  servfail: 'PROXY_BACKEND_NOT_RESOLVED',
  timeout: 'PROXY_BACKEND_SILENT',
  refused: 'PROXY_BACKEND_REFUSED',
  reset: 'PROXY_BACKEND_RESET',
  tls: 'PROXY_BACKEND_TLS',
};

/** One verdict of hop 8 for all that happened behind the function. */
function settle(
  lambda: LambdaFunction,
  { protocol, host, port }: Settings,
  form: Form<unknown>,
  event: unknown,
  verdicts: readonly Verdict[],
  response: HttpResponse | null,
): Carried {
  const decisive = verdicts.find(({ outcome }) => outcome === 'stop' || outcome === 'unknown');
  const backend = `${protocol}://${host}:${port}`;
  // Whoever names a backend says that something is there, even where no template shows it.
  const isUnseen = decisive?.outcome === 'unknown' || decisive?.code === 'NETWORK_NOBODY_AT_ADDRESS';
  if (isUnseen) return notKnown(lambda, `${backend}: ${decisive.because}`, decisive);
  const symptom = decisive?.symptom;
  const answered = symptom?.kind === 'response' ? symptom.response : response;
  const where = [lambda.where, ...(decisive?.where ?? [])];
  const details = { fix: decisive?.fix };
  if (symptom && symptom.kind !== 'response') {
    const reason = reasonBySymptom[symptom.kind] ?? 'PROXY_BACKEND_RESET';
    const because = `${lambda.name} does not reach ${backend}: ${decisive.because}`;
    return {
      result: resultOf(form.fail({ reason, detail: because })),
      judge: (seen) => (seen ? stop(reason, asSeen(seen), because, where, details) : notSeen(because, where)),
    };
  }
  if (!answered) return notKnown(lambda, `${backend}: what answers is not known`);
  const result = resultOf(form.answer(event, incoming(answered)));
  if (decisive) {
    const because = `the load balancer of ${backend} answered ${answered.status} by itself: ${decisive.because}`;
    return {
      result,
      judge: (seen) =>
        seen
          ? stop('PROXY_BACKEND_NOT_BEHIND', asSeen(seen), because, where, details)
          : notSeen(because, where),
    };
  }
  const because = `${lambda.name} handed the call on to ${backend}, which answered ${answered.status}`;
  const places = [lambda.where, ...(verdicts.at(-1)?.where ?? [])];
  return {
    result,
    judge: (seen) => (seen ? pass('PROXY_BACKEND_ANSWERED', because, places) : notSeen(because, places)),
  };
}

function asSeen(response: HttpResponse): Symptom {
  return { kind: 'response', response };
}

/** The gateway's own mapping of the result is what is not known. */
function notSeen(because: string, where: Verdict['where']): Verdict {
  return unknown('PROXY_BACKEND_NOT_KNOWN', `${because}; what the gateway makes of it is not known`, where);
}

function notKnown(lambda: LambdaFunction, because: string, inner?: Verdict): Carried {
  const verdict = unknown('PROXY_BACKEND_NOT_KNOWN', because, [lambda.where, ...(inner?.where ?? [])], {
    fix: inner?.fix,
  });
  return { result: { kind: 'not-run', reason: because }, judge: () => verdict };
}

function refused(
  lambda: LambdaFunction,
  form: Form<unknown>,
  reason: FailureReason,
  detail: string,
): Carried {
  const because = `${lambda.name} does not hand it on: ${detail}`;
  return {
    result: resultOf(form.fail({ reason, detail })),
    judge: (seen) =>
      seen ? stop(reason, asSeen(seen), because, [lambda.where]) : notSeen(because, [lambda.where]),
  };
}

function incoming({ status, headers, body }: HttpResponse): Incoming {
  return { status, headers, body: typeof body === 'string' ? Buffer.from(body) : body };
}

function resultOf(result: Result): InvocationResult {
  if ('streamed' in result) {
    return { kind: 'returned', payload: JSON.stringify(result.streamed), stream: result.body };
  }
  return 'thrown' in result
    ? { kind: 'failed', errorType: 'Error', errorMessage: result.thrown }
    : { kind: 'returned', payload: JSON.stringify(result.returned) };
}
