import type { Reason } from '../../path/hop';
import { reasons } from '../../path/reasons';
import type { Observation } from '../observation';
import { probeReasons } from '../reasons';
import type { Attribution } from '../report';
import { connectRules } from './connect';
import { gatewayRules } from './gateway';
import { backendRules, httpApiRules } from './http-api';
import { loadBalancerRules } from './load-balancer';
import { ownRules } from './own';
import { proxyRules } from './proxy';
import { requestRules } from './request';
import { resolveRules } from './resolve';
import { responseRules } from './response';
import type { Code, Rule } from './rule';
import { expiryRule, tlsRules } from './tls';
import { webSocketRules } from './web-socket';

/** In order; the last rule of a stage catches what its others leave. */
export const rules: readonly Rule[] = [
  expiryRule,
  ...ownRules,
  ...resolveRules,
  ...connectRules,
  ...tlsRules,
  ...requestRules,
  ...webSocketRules,
  ...httpApiRules,
  ...backendRules,
  ...gatewayRules,
  ...loadBalancerRules,
  ...proxyRules,
  ...responseRules,
];

const registry: Readonly<Record<Code, Reason>> = { ...reasons, ...probeReasons };

/**
 * Which hop decided a call, concluded from what the caller saw. Pure.
 * Where several causes look the same from here it names them all and is less sure.
 */
export function attribute(seen: Observation): Attribution {
  const rule = rules.find((one) => one.when(seen));
  if (!rule) throw new TypeError(`no rule for stage ${seen.stage}`);
  const { hop, fix } = registry[rule.code];
  return {
    outcome: rule.outcome,
    hop: rule.noHop ? null : hop,
    code: rule.code,
    because: rule.because(seen),
    confidence: rule.confidence,
    fix: rule.fix ?? (rule.outcome === 'pass' ? null : fix),
    candidates: (rule.candidates ?? [])
      .filter((code, index, all) => code !== rule.code && all.indexOf(code) === index)
      .map((code) => ({ hop: registry[code].hop, code })),
  };
}
