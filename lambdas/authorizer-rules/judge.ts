import { cidrContains, isAddress } from '../../tools/ipv4';
import type { Rule } from './settings';

/** What rules look at. */
export interface Caller {
  /** By names in any case; several values of a name are several. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  /** Address that API Gateway sees. */
  readonly sourceIp: string;
}

/** The first rule that does not hold, by its place (from 1) and what it looks at; `undefined`: all hold. */
export function firstBroken(rules: readonly Rule[], caller: Caller): string | undefined {
  const index = rules.findIndex((rule) => !holds(rule, caller));
  return index < 0 ? undefined : `rule ${index + 1}: ${subjectOf(rules[index]!)}`;
}

function subjectOf(rule: Rule): string {
  return rule.header ?? (rule.source ? 'source' : 'forwardedFor');
}

function holds(rule: Rule, caller: Caller): boolean {
  if (rule.header !== undefined) return headerHolds(rule, valuesOf(caller, rule.header));
  if (rule.source) return isWithin(rule.source, caller.sourceIp);
  if (rule.forwardedFor) return isWithin(rule.forwardedFor, clientOf(caller, rule.proxies ?? 1));
  return false;
}

/** A header that is there twice says two things: it is refused, whichever of them would do. */
function headerHolds({ equals, matches }: Rule, values: readonly string[]): boolean {
  const [value, ...more] = values;
  if (value === undefined || more.length > 0) return false;
  if (equals) return equals.includes(value);
  return matches !== undefined && new RegExp(`^(?:${matches})$`, 'u').test(value);
}

/**
 * The client as the outermost of the trusted proxies saw it. The list is read from its end: API Gateway adds the
 * address of the load balancer (aws-facts §1.3), each proxy before it that of whoever called it, and what stands
 * before those a caller may have made up.
 */
function clientOf(caller: Caller, proxies: number): string | undefined {
  const list = valuesOf(caller, 'x-forwarded-for')
    .flatMap((value) => value.split(','))
    .map((one) => one.trim());
  return list.at(-1 - proxies);
}

function isWithin(cidrs: readonly string[], address: string | undefined): boolean {
  return address !== undefined && isAddress(address) && cidrs.some((cidr) => cidrContains(cidr, address));
}

function valuesOf({ headers }: Caller, name: string): string[] {
  return Object.entries(headers)
    .filter(([own]) => own.toLowerCase() === name.toLowerCase())
    .flatMap(([, values]) => values ?? []);
}
