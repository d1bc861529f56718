import type { HopName } from '../../path/hop';
import { decisive, nextAfterHop } from '../../runbooks';
import { type Compared, isAsItMustBe, ownVerdicts } from './compare';

/** What to run next about an expectation. */
export interface DriftNext {
  /** The code that decided on the deployed side, else the hop. */
  readonly about: string;
  /** Two; none where it is the same and met. */
  readonly commands: readonly string[];
}

/** Neither of the two walks is among them: both have been made. */
export function nextAfterDrift(compared: Compared): DriftNext {
  if (isAsItMustBe(compared)) return { about: '', commands: [] };
  const { call } = compared;
  const decided = decidedBy(compared);
  const commands = nextAfterHop(decided, { ...call, vantage: call.from });
  return { about: decided.code ?? decided.hop, commands };
}

/** What the deployed side says where they part, else what keeps the call from its end, else what was not read. */
function decidedBy({ parting, live, unread }: Compared): { readonly hop: HopName; readonly code?: string } {
  if (parting) return decisive(ownVerdicts(parting.live, parting.paper)) ?? { hop: parting.hop };
  const end = live && live.judgement.met !== 'yes' ? decisive(live.trace.hops) : undefined;
  return end ?? { hop: unread[0]?.hops[0] ?? 'integration' };
}
