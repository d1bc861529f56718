import type { Model, Vantage } from '../assembly/model';
import { isAddress } from '../ipv4';
import { KitError } from '../kit-error';
import type { GatewayRequest, Invocation, InvocationResult, Progress } from './exchange';
import { asSeenByHead, withoutBody } from './head';
import { header } from './headers';
import {
  type Call,
  type HeaderList,
  type HttpResponse,
  hopNames,
  type Outcome,
  type Symptom,
  type Verdict,
} from './hop';
import { identityOf } from './iam/identity';
import { type Carried, carry, proxyFunction } from './integration/proxy-function';
import { indexOf } from './model-index';
import { serve } from './serve';
import type { State } from './state';
import { approach, notReached } from './trace/approach';
import { converse, upgradeHeaders } from './trace/converse';
import { parseUrl, type UrlParts } from './trace/target';
import { notApplicable } from './verdict';
import { paperConnectionId } from './websocket/socket';

/** A call, hop by hop. */
export interface Trace {
  readonly schemaVersion: 1;
  /** The first stop of any address wins; then anything unknown; else pass. */
  readonly outcome: Outcome;
  /** HTTP status that the caller gets; `null` where it gets no response, or which one isn't known. */
  readonly status: number | null;
  /** What the caller sees of the first stop; absent where something unknown before it may show something else. */
  readonly symptom?: Symptom;
  readonly response?: HttpResponse;
  /** Of a WebSocket that stands: what the client receives, in order. */
  readonly messages?: readonly string[];
  /** In travel order: network and load balancer recur per address and leg. At least one per hop. */
  readonly hops: readonly Verdict[];
}

/** A pure function has no dice: these stand for the request's ids. */
const requestId = '00000000-0000-4000-8000-000000000000';

/**
 * Walks one call over every hop and every address, past a stop wherever something can still be said. Yields the
 * function calls that hops 7 and 8 need answered; the same function is asked once, whatever the addresses.
 * @throws KitError CALL_URL_INVALID, CALL_VANTAGE_UNKNOWN, CALL_IDENTITY_UNKNOWN, CALL_API_KEY_UNKNOWN
 */
export function* walk(
  model: Model,
  state: State,
  call: Call,
): Generator<Invocation, Trace, InvocationResult> {
  const vantage = vantageOf(model, call.from);
  checkIdentity(model, call);
  const url = parseUrl(call.url);
  const request = requestOf(call, url);
  const { verdicts, arrivals, answers } = approach(model, state, {
    vantage,
    host: url.host,
    port: url.port,
    plainText: url.plainText,
    address: call.address,
    sni: call.sni === undefined ? defaultSni(url.host) : call.sni,
    maxTls: call.maxTls ?? '1.3',
    verify: call.verify ?? true,
    clientCertificate: call.clientCertificate,
    at: call.at ?? null,
    request: {
      ...request,
      clientCertificate: call.clientCertificate,
      host: header(request.headers, 'host') ?? url.authority,
    },
  });
  const results: Results = new Map();
  const balanced: Verdict[] = [];
  const served: Verdict[] = [];
  let response: HttpResponse | null = null;
  let messages: readonly string[] | undefined;
  const starts: [Progress, Verdict[]][] = answers.map((answer) => [answer, balanced]);
  for (const arrival of arrivals) {
    const arrived = { ...request, ...arrival };
    const talk = url.webSocket
      ? yield* converse(model, state, arrived, call.send ?? [], (asked, moment) =>
          ask(results, asked, moment),
        )
      : undefined;
    if (talk) {
      response ??= talk.response;
      messages ??= talk.messages;
      addNew(served, talk.verdicts);
    } else starts.push([serve(model, state, arrived), served]);
  }
  // No generator for what every walk does: one costs as much as a hop.
  for (const [start, list] of starts) {
    let progress = start;
    while (!progress.done) {
      const { invocation, resume } = progress;
      const proxy = proxyFunction(model, invocation);
      if (proxy) {
        progress = carriedOn(resume, yield* eachAsked(results, carry(model, state, proxy, invocation)));
        continue;
      }
      const key = `${invocation.hop} ${invocation.functionArn} `;
      const result: InvocationResult = results.get(key) ?? (yield invocation);
      results.set(key, result);
      progress = resume(result);
    }
    response ??= progress.response;
    addNew(list, progress.verdicts);
  }
  const own = answers.length === 0 || arrivals.length > 0 ? inOrder(served) : behindAnswer();
  const met = [...verdicts, ...balanced, ...own];
  const trace =
    call.method === 'HEAD' ? conclude(met.map(asSeenByHead), withoutBody(response)) : conclude(met, response);
  return messages && trace.status === 101 ? { ...trace, messages } : trace;
}

type Asking<T> = Generator<Invocation, T, InvocationResult>;

/** What functions gave back so far: each is asked once. */
type Results = Map<string, InvocationResult>;

function* ask(results: Results, invocation: Invocation, moment = ''): Asking<InvocationResult> {
  const key = `${invocation.hop} ${invocation.functionArn} ${moment}`;
  const result = results.get(key) ?? (yield invocation);
  results.set(key, result);
  return result;
}

function* eachAsked<T>(results: Results, steps: Asking<T>): Asking<T> {
  let step = steps.next();
  while (!step.done) step = steps.next(yield* ask(results, step.value));
  return step.value;
}

/** What is behind a proxy function says more than that the function answered. */
function carriedOn(resume: (result: InvocationResult) => Progress, { result, judge }: Carried): Progress {
  const progress = resume(result);
  if (!progress.done) return progress;
  const isSaid = ({ hop, outcome, code, fix }: Verdict) =>
    hop === 'integration' && ((outcome === 'pass' && fix === undefined) || code === 'FUNCTION_NOT_RUN');
  const others = progress.verdicts.filter((verdict) => !isSaid(verdict));
  return { ...progress, verdicts: [...others, judge(progress.response)] };
}

/** Hops that a load balancer with an answer of its own leaves out. */
function behindAnswer(): Verdict[] {
  const because = 'a load balancer in front of it answers';
  return (['endpoint', ...servedHops] as const).map((hop) =>
    notApplicable('ANSWERED_BEFORE', because, { hop }),
  );
}

/** Identical verdicts of several paths are listed once. */
function addNew(list: Verdict[], more: readonly Verdict[]): void {
  for (const verdict of more) {
    const isKnown = list.some(
      (own) =>
        own.hop === verdict.hop &&
        own.outcome === verdict.outcome &&
        own.code === verdict.code &&
        own.because === verdict.because,
    );
    if (!isKnown) list.push(verdict);
  }
}

const servedHops = hopNames.slice(4);

function inOrder(served: readonly Verdict[]): Verdict[] {
  const ordered: Verdict[] = [];
  for (const hop of servedHops) {
    const before = ordered.length;
    for (const verdict of served) if (verdict.hop === hop) ordered.push(verdict);
    if (ordered.length === before) ordered.push(notReached(hop));
  }
  return ordered;
}

function conclude(hops: readonly Verdict[], response: HttpResponse | null): Trace {
  const first = hops.find((verdict) => verdict.outcome === 'stop');
  const doubt = hops.find((verdict) => verdict.outcome === 'unknown');
  if (first) {
    if (doubt && hops.indexOf(doubt) < hops.indexOf(first))
      return { schemaVersion: 1, outcome: 'stop', status: null, hops };
    const symptom = first.symptom;
    const stands =
      symptom?.kind === 'message' || symptom?.kind === 'closed' || symptom?.kind === 'no-message';
    const seen = symptom?.kind === 'response' ? symptom.response : stands && response ? response : undefined;
    return { schemaVersion: 1, outcome: 'stop', status: seen?.status ?? null, symptom, response: seen, hops };
  }
  if (doubt) return { schemaVersion: 1, outcome: 'unknown', status: null, hops };
  return {
    schemaVersion: 1,
    outcome: 'pass',
    status: response?.status ?? null,
    response: response ?? undefined,
    hops,
  };
}

/** An address is no name to send (RFC 6066 §3). */
function defaultSni(host: string): string | null {
  return isAddress(host) ? null : host;
}

function vantageOf(model: Model, name: string): Vantage {
  const vantage = indexOf(model).vantages.get(name);
  if (vantage) return vantage;
  const names = model.vantages.map((own) => own.name).join(', ');
  throw new KitError({
    code: 'CALL_VANTAGE_UNKNOWN',
    what: `no network is called "${name}"`,
    where: 'the call',
    fix: `use one of ${names}`,
  });
}

/** An ARN may be anybody's; a name has to be known. */
function checkIdentity(model: Model, { identity, apiKey }: Call): void {
  if (identity !== undefined && !identityOf(model, identity)) {
    const names = (model.principals ?? []).flatMap(({ name }) => name ?? []);
    throw new KitError({
      code: 'CALL_IDENTITY_UNKNOWN',
      what: `nobody who signs calls is known as "${identity}"`,
      where: 'the call',
      fix: `use ${[...names, 'the ARN of a role or user'].join(', ')}`,
    });
  }
  if (apiKey === undefined) return;
  const keys = (model.apiKeys ?? []).map(({ name }) => name);
  if (keys.includes(apiKey)) return;
  throw new KitError({
    code: 'CALL_API_KEY_UNKNOWN',
    what: `no API key is called "${apiKey}"`,
    where: 'the call',
    fix: keys.length > 0 ? `use one of ${keys.join(', ')}` : 'the templates have none',
  });
}

type Request = Omit<GatewayRequest, 'endpoint' | 'sourceAddress' | 'sni'>;

function requestOf(call: Call, url: UrlParts): Request {
  const given = call.headers ?? [];
  const host = given.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const sent: HeaderList = url.webSocket ? [...given, ...upgradeHeaders] : given;
  const headers: HeaderList = host === undefined ? [['Host', url.authority], ...sent] : sent;
  return {
    host: (host ?? url.host).replace(/:\d+$/, ''),
    method: call.method,
    path: url.path,
    query: url.query,
    headers,
    body: call.body ?? '',
    receivedAt: call.at ?? null,
    requestId,
    extendedRequestId: paperConnectionId,
    ...(call.identity === undefined ? {} : { signature: { kind: 'valid', principal: call.identity } }),
    ...(call.apiKey === undefined ? {} : { apiKey: call.apiKey }),
  };
}

function notRun(): InvocationResult {
  return { kind: 'not-run', reason: 'functions are not run' };
}

/** The whole trace at once. @param answer what functions give back; default: none is run, hop 8 is unknown */
export function trace(
  model: Model,
  state: State,
  call: Call,
  answer: (invocation: Invocation) => InvocationResult = notRun,
): Trace {
  const steps = walk(model, state, call);
  let step = steps.next();
  while (!step.done) step = steps.next(answer(step.value));
  return step.value;
}

/** The whole trace with functions that answer later. */
export async function traceWith(
  model: Model,
  state: State,
  call: Call,
  invoke: (invocation: Invocation) => Promise<InvocationResult>,
): Promise<Trace> {
  const steps = walk(model, state, call);
  let step = steps.next();
  while (!step.done) step = steps.next(await invoke(step.value));
  return step.value;
}
