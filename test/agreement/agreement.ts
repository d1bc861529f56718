import { isAddress } from '../../tools/ipv4';
import { resolve } from '../../tools/path/1-dns';
import type { Call, HttpResponse } from '../../tools/path/hop';
import type { Trace } from '../../tools/path/trace';
import type { ProbeResult, ProbeTarget } from '../../tools/probe';
import { endingOf, endingsOf, isChance } from './ending';
import type { Stage } from './stand';

/** Silence that lasts this long is taken for silence; a disagreement is looked at again with the second. */
const patience = { first: 300, again: 3000 };

/** What paper says of one call: of the whole, and of every address by itself. */
interface Paper {
  readonly call: Call;
  readonly whole: Trace;
  /** `null`: no address is known, and the whole says why. */
  readonly addresses: ReadonlyMap<string, Trace> | null;
  readonly expect?: ProbeTarget['expect'];
}

export interface Compared {
  /** Where paper and loopback do not say the same, a paragraph each. */
  readonly disagreements: readonly string[];
  readonly traces: readonly Trace[];
}

/** Makes every call on paper and on loopback. */
export async function compareAll(stage: Stage, calls: readonly Call[]): Promise<Compared> {
  const papers = await Promise.all(calls.map((call) => read(stage, call)));
  const first = await stage.probe(papers, patience.first);
  const doubtful = papers.filter((paper, index) => compare(paper, first[index] ?? []).length > 0);
  const again = doubtful.length > 0 ? await stage.probe(doubtful, patience.again) : [];
  return {
    disagreements: [
      ...papers.flatMap(contradictions),
      ...doubtful.flatMap((paper, index) => compare(paper, again[index] ?? [])),
    ],
    traces: papers.map(({ whole }) => whole),
  };
}

async function read(stage: Stage, call: Call): Promise<Paper> {
  const whole = await stage.trace(call);
  const { hostname } = new URL(call.url);
  const vantage = stage.vantage(call.from);
  const given = call.address ?? (isAddress(hostname) ? hostname : undefined);
  const addresses =
    given !== undefined
      ? [given]
      : vantage
        ? resolve(stage.model, stage.state, vantage, hostname).addresses
        : [];
  if (addresses.length === 0) return { call, whole, addresses: null };
  const isNamed = given === undefined;
  const traces = await Promise.all(
    addresses.map(
      async (address) => [address, isNamed ? await stage.trace({ ...call, address }) : whole] as const,
    ),
  );
  return { call, whole, addresses: new Map(traces), expect: sameResponse(traces.map(([, own]) => own)) };
}

/** Status and body where every address that answers gives the same. */
function sameResponse(traces: readonly Trace[]): ProbeTarget['expect'] {
  const texts = traces.flatMap(({ response }) => (response ? [textOf(response)] : []));
  const [first] = texts;
  if (first === undefined || texts.some((text) => text !== first)) return undefined;
  // The sample backend shows what it got, the trace id among it, which differs from call to call.
  const isComparable = first.length <= 60_000 && !first.includes('x-amzn-trace-id');
  return isComparable ? { body: { equals: first } } : undefined;
}

function textOf({ body }: HttpResponse): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
}

/** The whole is what its addresses make it. */
function contradictions({ call, whole, addresses }: Paper): string[] {
  if (!addresses) return whole.outcome === 'pass' ? [`${describe(call)}: a pass without an address`] : [];
  const outcomes = [...addresses.values()].map(({ outcome }) => outcome);
  const dns = whole.hops[0]?.outcome;
  const made = outcomes.includes('stop')
    ? 'stop'
    : outcomes.includes('unknown') || dns === 'unknown'
      ? 'unknown'
      : 'pass';
  return made === whole.outcome
    ? []
    : [`${describe(call)}: addresses say ${outcomes}, the whole ${whole.outcome}`];
}

function compare(paper: Paper, results: readonly ProbeResult[]): string[] {
  const { call, whole, addresses, expect } = paper;
  const complain = (result: ProbeResult | undefined, trace: Trace, what: string): string =>
    [
      `${describe(call)}: ${what}`,
      `  loopback: ${result ? `${endingOf(result)} at ${result.address} ${result.code}: ${result.because}` : 'nothing'}`,
      `  paper: ${trace.outcome} ${trace.status ?? trace.symptom?.kind}`,
      ...trace.hops.map(
        ({ hop, outcome, code, because, address }) =>
          `    ${hop} ${address ?? ''} ${outcome} ${code}: ${because}`,
      ),
    ].join('\n');

  const isUnsureOfDns = whole.hops[0]?.outcome === 'unknown';
  if (!addresses || isUnsureOfDns) {
    const [result] = results;
    const wanted = endingsOf(whole);
    return results.length === 1 && result && wanted.includes(endingOf(result))
      ? []
      : [complain(result, whole, `expected ${wanted}`)];
  }
  const found = new Set(results.map(({ address }) => address));
  const missing = [...addresses.keys()].filter((address) => !found.has(address));
  if (missing.length > 0 || found.size > addresses.size)
    return [
      complain(results[0], whole, `addresses ${[...addresses.keys()]} on paper, ${[...found]} on loopback`),
    ];
  return results.flatMap((result) => {
    const trace = addresses.get(result.address ?? '');
    if (!trace) return [complain(result, whole, 'an address that paper does not have')];
    const ending = endingOf(result);
    const wanted = endingsOf(trace);
    if (isChance(trace, result.address ?? '') && (ending === 'reset' || typeof ending === 'number'))
      return [];
    if (!wanted.includes(ending)) return [complain(result, trace, `expected ${wanted}`)];
    if (ending === 501 && result.code !== 'RESPONSE_NOT_FROM_GATEWAY')
      return [complain(result, trace, '501 that looks like the gateway’s')];
    const isBodyKnown = trace.response !== undefined && expect !== undefined && typeof ending === 'number';
    return isBodyKnown && !result.asExpected ? [complain(result, trace, 'another body')] : [];
  });
}

function describe({ from, method, url, address, headers = [], maxTls }: Call): string {
  const more = headers.slice(2).map(([name, value]) => `${name}: ${value.slice(0, 60)}`);
  return [`${method} ${url} from ${from}`, address && `at ${address}`, maxTls && `TLS ${maxTls}`, ...more]
    .filter(Boolean)
    .join(', ');
}
