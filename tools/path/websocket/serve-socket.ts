import type { Model } from '../../assembly/model';
import type { GatewayRequest, Progress } from '../exchange';
import type { State } from '../state';
import { connectSocket } from './connect';
import { manageConnection } from './manage-connections';
import type { Opened, Step } from './socket';

/** A request at a WebSocket API: a call of @connections, or a handshake. `undefined`: it reaches no WebSocket API. */
export function serveSocket(model: Model, state: State, request: GatewayRequest): Progress | undefined {
  const managed = manageConnection(model, request, (id) => state.openSocket?.(id));
  if (managed) {
    const { verdict, response, effect, connectionId } = managed;
    const then = effect && { ...effect, connectionId };
    return { done: true, verdicts: [verdict], response, ...(then ? { effect: then } : {}) };
  }
  const opening = connectSocket(model, state, request);
  return opening && progressOf(opening);
}

function progressOf(step: Step<Opened>): Progress {
  if (step.done) {
    const { verdicts, response } = step.value;
    return { done: true, verdicts, response };
  }
  const { invocation } = step;
  return {
    done: false,
    verdicts: [],
    invocation,
    resume: (result) => progressOf(step.resume(result)),
  };
}
