import type { HopName, Outcome } from '../path/hop';
import type { Comparison } from './compare';
import type { CertificateFacts, HttpVersion, ResolutionFacts } from './observation';
import type { EndedBy } from './running/ending';
import type { Statistics } from './running/statistics';
import type { ProbeExpectation } from './target';

/** How sure an attribution is: the caller sees `403 Forbidden`, not why. */
export type Confidence = 'high' | 'medium' | 'low';

export interface Candidate {
  readonly hop: HopName;
  readonly code: string;
}

/** Which hop decided, as far as the caller can tell. */
export interface Attribution {
  readonly outcome: Outcome;
  /** The hop that decided; `null` where nothing is known of the chain. */
  readonly hop: HopName | null;
  /** A key of the reason registry (tools/path/reasons) or of `probeReasons`. */
  readonly code: string;
  readonly because: string;
  readonly confidence: Confidence;
  /** `null` on a pass without a remark. */
  readonly fix: string | null;
  /** What else it may be, likeliest first; holds the code that a trace gives for the same fault. */
  readonly candidates: readonly Candidate[];
}

/**
 * Milliseconds of each phase by itself, not summed up.
 * 0: nothing to do (a given address, plain HTTP, the proxy resolves). `null`: not reached or not finished.
 */
export interface Phases {
  readonly resolve: number | null;
  readonly connect: number | null;
  readonly tls: number | null;
  /** From the request on the wire to the first byte of the response. */
  readonly firstByte: number | null;
  /** All phases and the rest of the body, of every exchange; without the time the probe itself takes in between. */
  readonly total: number;
}

/** An answer that led on, and was followed. */
export interface Redirect {
  readonly url: string;
  readonly method: string;
  readonly address: string | null;
  readonly status: number;
  /** Absolute. */
  readonly to: string;
  readonly phases: Phases;
}

/** One call to one address. */
export interface ProbeResult extends Attribution {
  /** When it began, ISO 8601; only in runs that make calls again and again. */
  readonly at?: string;
  readonly name?: string;
  readonly url: string;
  readonly method: string;
  readonly vantage?: string;
  /** Where the call went first; `null`: none was found, or the proxy did not say. */
  readonly address: string | null;
  /** Seconds that the DNS answer may be kept; only where the probe asked a server itself. */
  readonly ttl?: number;
  /** How the address was found; absent where it was given, or the proxy resolved. */
  readonly dns?: ResolutionFacts;
  /** HTTP status; `null` without a response. */
  readonly status: number | null;
  /** By which API Gateway's logs have the call. */
  readonly requestId?: string;
  /** What was spoken; absent where no request was sent, and of WebSockets. */
  readonly httpVersion?: HttpVersion;
  /** The answers that led on, in order; status, phases and all else here are of the last exchange. */
  readonly redirects?: readonly Redirect[];
  /** Where that went; only after redirects. */
  readonly landedAt?: { readonly url: string; readonly address: string | null };
  /** Of a WebSocket that stood: what came. */
  readonly messages?: readonly string[];
  readonly phases: Phases;
  /** Read also when the certificate does not hold; `null` when no handshake was finished. */
  readonly tls: CertificateFacts | null;
  /** `null`: any answer of the function behind the gateway. */
  readonly expected: ProbeExpectation | null;
  /** Of the last try. */
  readonly asExpected: boolean;
  /** Absent when the first try was the only one; all else here is of the last one. */
  readonly attempts?: { readonly count: number; readonly first: FirstTry };
  /** What the code means, whatever was seen; with `next` and `runbook` absent where nothing is to be mended. */
  readonly means?: string;
  /** Two commands that tell more, for a shell, with this call's values. */
  readonly next?: readonly string[];
  /** Page about the code. */
  readonly runbook?: string;
}

/** What came of the first of several tries. */
export type FirstTry = Pick<
  ProbeResult,
  'status' | 'phases' | 'outcome' | 'hop' | 'code' | 'because' | 'asExpected'
>;

/** Who made the calls, where it was not this machine. */
export interface Caller {
  /** One function, or a state machine that lets many of them call. */
  readonly kind: 'lambda' | 'fleet';
  /** Of the function or state machine, or its ARN. */
  readonly name: string;
}

/** A call that was not made, and why. */
export interface SkippedCall {
  readonly name?: string;
  readonly url: string;
  readonly method: string;
  readonly vantage?: string;
  readonly reason: string;
  /** It was due: that nothing is known of it counts against the run. @default false: it is for somebody else */
  readonly unknown?: true;
}

export interface Report {
  readonly schemaVersion: 1;
  /**
   * In the order of the targets, then of the addresses. Of a run that makes calls again and again: the last one of
   * each code and status that a call came to.
   */
  readonly results: readonly ProbeResult[];
  /** Absent when the calls were made from this machine. */
  readonly via?: Caller;
  /** Absent when every call was made. */
  readonly skipped?: readonly SkippedCall[];
  /** Absent when the run came to its end by itself. */
  readonly endedBy?: EndedBy;
  /** Of a run that makes calls again and again. */
  readonly statistics?: Statistics;
  /** Where a former report is compared with. */
  readonly comparison?: Comparison;
}
