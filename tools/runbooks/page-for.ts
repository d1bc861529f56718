import type { HopName } from '../path/hop';
import { type RunbookPage, runbookPages } from './pages';

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
