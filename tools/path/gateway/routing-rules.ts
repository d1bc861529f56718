import {
  type BasePathMapping,
  type Domain,
  isUnknown,
  type RoutingRule,
  Unknown,
} from '../../assembly/model';
import type { GatewayRequest } from '../exchange';
import type { Verdict } from '../hop';
import { allOf, anyOf, type Ternary } from '../ternary';
import { unknown } from '../verdict';
import { type MappedPath, mapPath } from './mappings';

/** The default; the other modes look at routing rules first, or at nothing else: aws-facts §3.3 (doc). */
const byMappings = 'BASE_PATH_MAPPING_ONLY';
const byRulesOnly = 'ROUTING_RULE_ONLY';

/** What a domain makes of a path: the first routing rule that fits, then the mappings, as its mode says. */
export function chooseMapping(domain: Domain, request: GatewayRequest): MappedPath | Verdict | undefined {
  const { routingMode = byMappings } = domain;
  if (isUnknown(routingMode)) {
    const because = `the routing mode of ${domain.name} is not known: ${routingMode.reason}`;
    return unknown('ROUTING_RULE_NOT_KNOWN', because, [domain.where]);
  }
  // The APIs of version 2 call the modes API_MAPPING_ONLY and ROUTING_RULE_THEN_API_MAPPING.
  const ruled = /_MAPPING_ONLY$/.test(routingMode) ? undefined : chooseRule(domain, request);
  if (ruled || routingMode === byRulesOnly) return ruled;
  return mapPath(domain, request.path);
}

/** In ascending order of priority, the first match wins: aws-facts §3.3 (doc). */
function chooseRule(domain: Domain, request: GatewayRequest): MappedPath | Verdict | undefined {
  const rules = [...(domain.rules ?? [])].sort((one, other) => one.priority - other.priority);
  const lost = rules.find(({ unresolved }) => unresolved?.length);
  if (lost?.unresolved?.[0]) return doubt(domain, lost, lost.unresolved[0].reason);
  for (const rule of rules) {
    const matched = match(rule, request);
    if (isUnknown(matched)) return doubt(domain, rule, matched.reason);
    if (matched) return follow(rule, request.path);
  }
  return undefined;
}

function doubt(domain: Domain, rule: RoutingRule, reason: string): Verdict {
  const because = `whether routing rule ${rule.priority} of ${domain.name} fits is not known: ${reason}`;
  return unknown('ROUTING_RULE_NOT_KNOWN', because, [rule.where]);
}

/** Every condition holds; each of them in any of its ways. None: it takes everything. */
function match(rule: RoutingRule, { headers, path }: GatewayRequest): Ternary {
  return allOf([
    ...rule.headers.map((entries) =>
      anyOf(
        entries.map(({ name, glob }) => {
          const values = headers.filter(([own]) => own.toLowerCase() === name.toLowerCase());
          const fits = values.map(([, value]) => fitsGlob(glob, value));
          return fits.includes(true) && fits.includes(false)
            ? new Unknown('several headers have the name, and not all of them fit', rule.where)
            : fits.includes(true);
        }),
      ),
    ),
    ...rule.basePaths.map((paths) =>
      anyOf(
        paths.map((base) => {
          if (startsWith(path, base)) return true;
          const partial = path.startsWith(`/${trim(base)}`);
          return partial
            ? new Unknown(`AWS shows whole segments only, and ${path} goes on within one`, rule.where)
            : false;
        }),
      ),
    ),
  ]);
}

/** A star at either end, and nowhere else; the case counts: aws-facts §3.3 (doc). */
function fitsGlob(glob: string, value: string): boolean {
  const isOpenStart = glob.startsWith('*');
  const isOpenEnd = glob.endsWith('*') && glob.length > (isOpenStart ? 1 : 0);
  const text = glob.slice(isOpenStart ? 1 : 0, isOpenEnd ? -1 : undefined);
  if (isOpenStart && isOpenEnd) return value.includes(text);
  if (isOpenStart) return value.endsWith(text);
  return isOpenEnd ? value.startsWith(text) : value === text;
}

const trim = (base: string) => base.replace(/^\/|\/$/g, '');

function startsWith(path: string, base: string): boolean {
  const prefix = `/${trim(base)}`;
  return prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
}

/** Without stripping the whole path goes on, and the API needs a resource for it: aws-facts §3.3 (doc). */
function follow(rule: RoutingRule, path: string): MappedPath {
  const { apiId, stage, where, priority } = rule;
  const base = trim(rule.basePaths.flat().find((own) => startsWith(path, own)) ?? '');
  const mapping: BasePathMapping = { basePath: base, multiLevel: false, apiId, stage, where, priority };
  if (!rule.stripBasePath || base === '') return { mapping, rest: path };
  const rest = path.slice(1 + base.length);
  return { mapping, rest: rest === '' ? '/' : rest };
}
