import type { HopName } from '../path/hop';
import { pageFor } from './page-for';

export { commandsOfPage, type NextCommands, nextCommands } from './next';
export {
  decisive,
  nextAfterDoctor,
  nextAfterHop,
  nextAfterTrace,
  nextAfterVerify,
  nextLines,
} from './next-after';
export { nextOfPlan } from './next-of-plan';
export { pageFor } from './page-for';
export { type RunbookPage, runbookPages } from './pages';
export { referenceSubject, type Subject } from './subject';

/** Where the pages are: a folder of this project, or the address of a wiki that has them. */
export const defaultRunbooks = 'docs/runbooks/';

/** Path or address of the page. */
export function runbookFor(code: string, hop: HopName | null, base: string = defaultRunbooks): string {
  return `${base.replace(/\/?$/, '/')}${pageFor(code, hop)}.md`;
}

interface Judged {
  readonly hop: HopName | null;
  readonly code: string;
  /** Absent or null on a plain pass. */
  readonly fix?: string | null;
}

/** A verdict or probe result, with its runbook where there is something to mend or to find out. */
export function withRunbook<T extends Judged>(judged: T, base?: string): T & { readonly runbook?: string } {
  if (!judged.fix || judged.code === 'NOT_REACHED') return judged;
  return { ...judged, runbook: runbookFor(judged.code, judged.hop, base) };
}
