import { isUnknown, type Known, type RuleCondition } from '../model';
import type { Settings } from '../settings';

const simple = {
  'host-header': ['host', 'HostHeaderConfig'],
  'path-pattern': ['path', 'PathPatternConfig'],
  'http-request-method': ['method', 'HttpRequestMethodConfig'],
  'source-ip': ['source-ip', 'SourceIpConfig'],
} as const;

/** One condition of a listener rule; what this reader does not understand is Unknown, and so is the rule then. */
export function conditionOf(item: Settings): Known<RuleCondition> {
  const { world } = item;
  const field = item.text('Field');
  if (isUnknown(field)) return field;
  const isSimple = field !== undefined && field in simple;
  const config = isSimple ? simple[field as keyof typeof simple][1] : undefined;
  const nested = item.nested(config ?? (field === 'http-header' ? 'HttpHeaderConfig' : 'QueryStringConfig'));
  if (nested.has('RegexValues') || item.has('RegexValues'))
    return world.unknown('regular expressions of a rule are not modelled', item.where);
  if (isSimple) {
    const values = nested.has('Values') ? nested.texts('Values') : item.texts('Values');
    return { kind: simple[field as keyof typeof simple][0], values };
  }
  if (field === 'http-header') {
    const name = nested.text('HttpHeaderName');
    if (isUnknown(name)) return name;
    return { kind: 'header', name: name ?? '', values: nested.texts('Values') };
  }
  if (field === 'query-string') {
    const values = nested
      .items('Values')
      .map((pair) => ({ key: pair.text('Key'), value: pair.text('Value') ?? '' }));
    return { kind: 'query', values };
  }
  return world.unknown(`a condition on ${field ?? 'nothing'} is not modelled`, item.where);
}
