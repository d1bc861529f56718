import type { Integration, Model } from '../../assembly/model';
import type { Match } from '../5-gateway';
import type { GatewayRequest, Invocation, InvocationResult } from '../exchange';
import type { HttpResponse, Verdict } from '../hop';
import type { AuthorizerContext } from '../lambda/event';
import type { State } from '../state';

/** The end of a request: its last verdict, and the response where it is known. */
export interface Ending {
  readonly verdict: Verdict;
  readonly response: HttpResponse | null;
}

/** A function that has to be called first. */
export interface Call {
  readonly invocation: Invocation;
  readonly settle: (result: InvocationResult) => Ending | Call;
}

/** What one kind of integration does with a request. */
export interface Kind {
  /** A verdict on what the templates show alone; `undefined` where nothing is wrong. @default what `start` says */
  readonly check?: (
    model: Model,
    request: GatewayRequest,
    match: Match,
    integration: Integration,
  ) => Verdict | undefined;
  readonly start: (
    model: Model,
    request: GatewayRequest,
    match: Match,
    integration: Integration,
    authorizer: AuthorizerContext | undefined,
    state: State,
  ) => Ending | Call;
}
