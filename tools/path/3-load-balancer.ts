import type { Listener, LoadBalancer, Model } from '../assembly/model';
import type { Verdict } from './hop';
import { openSetting } from './unresolved';
import { pass, stop, unknown } from './verdict';

export { type Decision, decide, decideAll } from './load-balancer/application';
export { groupArnsOf } from './load-balancer/group-arns';
export { checkTarget, settle } from './load-balancer/health';
export type { Hall, HttpRequest } from './load-balancer/http';
export {
  applicationBehind,
  type ChosenTarget,
  chooseTargets,
  type TargetChoice,
} from './load-balancer/targets';
export { type ClientHello, endsTls, handshake } from './load-balancer/tls';

/** What a listener does with the port. No listener: the node refuses. */
export function listen(
  _model: Model,
  loadBalancer: LoadBalancer,
  port: number,
): { readonly verdict: Verdict; readonly listener?: Listener } {
  const listener = loadBalancer.listeners.find((own) => own.port === port && own.protocol !== 'UDP');
  const candidates = listener ? [listener] : loadBalancer.listeners;
  const unseen = candidates
    .map((own) => openSetting(own, /\.(Port|Protocol)$/))
    .find((own) => own !== undefined);
  if (unseen) {
    const because = `whether ${loadBalancer.where.logicalId} listens on port ${port} is not known: ${unseen.reason}`;
    return { verdict: unknown('LISTENER_NOT_KNOWN', because, [unseen.where]), listener };
  }
  if (!listener) {
    const ports = loadBalancer.listeners.map((own) => own.port).join(', ') || 'none';
    const because = `${loadBalancer.where.logicalId} has no listener on port ${port}; its listeners: ${ports}`;
    return { verdict: stop('LISTENER_NOT_FOUND', { kind: 'refused' }, because, [loadBalancer.where]) };
  }
  if (loadBalancer.type === 'application' && !/^HTTPS?$/.test(listener.protocol)) {
    const because = `${listener.where.logicalId} is for ${listener.protocol}, which no application load balancer takes`;
    return { verdict: unknown('LISTENER_NOT_KNOWN', because, [listener.where]) };
  }
  const because = `${listener.where.logicalId} listens on ${listener.protocol} ${port}`;
  return { verdict: pass('LISTENER_FORWARDS', because, [listener.where]), listener };
}
