import type { Assembly } from '../../assembly';
import type { Declared } from './declared';
import { LiveDraft, type Unread } from './live-draft';
import { converters } from './resources';
import { isRead, type Snapshot } from './snapshot';

/** The deployed side as templates, and what of them AWS did not tell. */
export interface Live {
  readonly assembly: Assembly;
  readonly unread: readonly Unread[];
}

/**
 * Makes templates of what AWS has: `tools/assembly` builds its model of them as of any others, so that the same hops
 * judge both sides. Pure.
 */
export function liveAssembly({ deployed }: Declared, snapshot: Snapshot): Live {
  const closed = new Map(
    snapshot.stacks.flatMap(({ name, resources }) =>
      isRead(resources) ? [] : [[name, resources.notRead] as const],
    ),
  );
  const draft = new LiveDraft(deployed, closed);
  for (const convert of converters) convert(draft, snapshot);
  const assembly = draft.finish();
  return { assembly, unread: draft.unread };
}
