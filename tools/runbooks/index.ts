import type { HopName } from '../path/hop';
import { type RunbookPage, runbookPages } from './pages';

export { type RunbookPage, runbookPages } from './pages';

/** Where the pages are: a folder of this project, or the address of a wiki that has them. */
export const defaultRunbooks = 'docs/runbooks/';

/** The page of a code that has none of its own. */
const pageOfHop: Readonly<Record<HopName, RunbookPage>> = {
  dns: 'name-does-not-resolve',
  network: 'timeout',
  'load-balancer': 'load-balancer-targets',
  endpoint: 'endpoint-silent',
  gateway: '403-forbidden',
  policy: '403-user-anonymous',
  authorizer: 'authorizer-403',
  integration: '500',
};

/** Families of codes that have a page together, whichever hop gives them; the first that fits. */
const families: readonly (readonly [RegExp, RunbookPage])[] = [
  // What no template tells.
  [/_(NOT_KNOWN|NOT_MODELLED|NOT_CHECKED|NOT_EVALUATED|NOT_READ)$/, 'not-known'],
  [/^(SOCKET|POST_BACK)_/, 'websocket'],
  [/^(VPC_)?LINK_|BACKEND/, 'vpc-link-calls'],
  [/^(IAM|API_KEY)_/, 'signature-or-key'],
  [/THROTTLED$|QUOTA/, '429'],
];

const pageOfCode = new Map<string, RunbookPage>(
  Object.entries(runbookPages).flatMap(([page, codes]) =>
    codes.split(/\s+/).map((code) => [code, page as RunbookPage] as const),
  ),
);

/** The runbook page for a reason code. */
export function pageFor(code: string, hop: HopName | null): RunbookPage {
  const own = pageOfCode.get(code);
  if (own) return own;
  const family = families.find(([codes]) => codes.test(code))?.[1];
  return family ?? (hop === null ? 'not-known' : pageOfHop[hop]);
}

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
