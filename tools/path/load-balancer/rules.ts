import {
  isUnknown,
  type Known,
  type Listener,
  type ListenerAction,
  type ListenerRule,
  type RuleCondition,
  type Where,
} from '../../assembly/model';
import { cidrContains } from '../../ipv4';
import type { HeaderList } from '../hop';
import { allOf, anyOf, type Ternary } from '../ternary';
import { openSetting } from '../unresolved';
import { bareHost, type HttpRequest, queryPairs } from './http';
import { fitsPattern } from './patterns';

/** The action that a request gets, and whose it is. */
export interface Ruling {
  readonly action: Known<ListenerAction>;
  /** `rule 10 (HostRule)` or `the default action of Https` */
  readonly name: string;
  readonly where: Where;
  /** `undefined`: no rule matched. */
  readonly rule?: ListenerRule;
}

/**
 * The first rule, by priority, of which all conditions hold; else the default action. A rule of which nobody knows
 * whether it holds makes the action unknown.
 */
export function ruleFor(listener: Listener, request: HttpRequest): Ruling {
  for (const rule of listener.rules ?? []) {
    const name = `rule ${rule.priority} (${rule.where.logicalId})`;
    const open = openSetting(rule, /\.(Priority|Conditions)/);
    const holds = open ?? allOf(rule.conditions.map((condition) => conditionHolds(condition, request)));
    if (holds === false) continue;
    return { action: holds === true ? rule.action : holds, name, where: rule.where, rule };
  }
  const open = openSetting(listener, /\.(DefaultActions|ListenerArn)/);
  const byGroups: ListenerAction = {
    kind: 'forward',
    groups: listener.targetGroupArns.map((arn) => ({ arn, weight: 1 })),
  };
  return {
    action: open ?? listener.defaultAction ?? byGroups,
    name: `the default action of ${listener.where.logicalId}`,
    where: listener.where,
  };
}

function conditionHolds(condition: Known<RuleCondition>, request: HttpRequest): Ternary {
  if (isUnknown(condition)) return condition;
  switch (condition.kind) {
    case 'host':
      return some(condition.values, (value) => fitsPattern(value, bareHost(request.host), true));
    // Case counts, and the query is not looked at (ALB guide, path conditions; doc).
    case 'path':
      return some(condition.values, (value) => fitsPattern(value, request.path, false));
    case 'method':
      return some(condition.values, (value) => value === request.method);
    case 'source-ip':
      return some(condition.values, (value) => cidrContains(value, request.sourceAddress));
    // Neither name nor value has a case, and one of several headers suffices (ALB guide, HTTP header conditions; doc).
    case 'header': {
      const sent = valuesOf(request.headers, condition.name.toLowerCase());
      return some(condition.values, (value) => sent.some((one) => fitsPattern(value, one, true)));
    }
    case 'query': {
      const sent = queryPairs(request.query);
      return anyOf(condition.values.map((pair) => queryHolds(pair, sent)));
    }
  }
}

function some(values: readonly Known<string>[], test: (value: string) => boolean): Ternary {
  return anyOf(values.map((value) => (isUnknown(value) ? value : test(value))));
}

function valuesOf(headers: HeaderList, name: string): string[] {
  return headers.filter(([own]) => own.toLowerCase() === name).map(([, value]) => value);
}

function queryHolds(
  { key, value }: { readonly key?: Known<string>; readonly value: Known<string> },
  sent: HeaderList,
): Ternary {
  if (isUnknown(key)) return key;
  if (isUnknown(value)) return value;
  return sent.some(
    ([name, own]) => (key === undefined || fitsPattern(key, name, true)) && fitsPattern(value, own, true),
  );
}
