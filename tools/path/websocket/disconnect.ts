import type { Model } from '../../assembly/model';
import type { Verdict } from '../hop';
import type { State } from '../state';
import type { Happening } from './event';
import { callRoute } from './integration';
import { disconnectReason } from './limits';
import { chain, finished, routeOf, type Socket, type Step, targetOf } from './socket';

type Ended = Omit<Happening & { kind: 'DISCONNECT' }, 'kind'>;

/** Calls `$disconnect`, after the connection is gone: nobody sees what comes of it (best effort; doc). */
export function leaveSocket(
  model: Model,
  state: State,
  socket: Socket,
  ended: Ended,
): Step<readonly Verdict[]> {
  const target = targetOf(model, socket);
  if (!target || !routeOf(target, '$disconnect')) return finished([]);
  const { code, reason } = ended;
  const answered = callRoute({
    model,
    state,
    call: {
      socket,
      target,
      routeKey: '$disconnect',
      happening: { kind: 'DISCONNECT', ...ended, reason: disconnectReason(code, reason) },
    },
    refuse: () => ({ kind: 'closed', code, reason }),
  });
  return chain(answered, ({ verdict, posted }) => finished([verdict, ...posted.map((one) => one.verdict)]));
}
