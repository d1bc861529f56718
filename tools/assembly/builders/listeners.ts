import {
  isUnknown,
  type Known,
  type Listener,
  type ListenerAction,
  type ListenerRule,
  type MutualTls,
  type WeightedGroup,
} from '../model';
import type { Resource } from '../resource';
import type { Settings } from '../settings';
import type { World } from '../world';
import { elementOf } from './element';
import { byProperty, type Groups } from './groups';
import { conditionOf } from './rule-conditions';

/** Listeners by load balancer, each with its certificates and rules. */
export function buildListeners(world: World): (loadBalancer: Resource) => Listener[] {
  const ofType = (name: string) => world.ofType(`AWS::ElasticLoadBalancingV2::${name}`);
  const listeners = byProperty(ofType('Listener'), 'LoadBalancerArn');
  const certificates = byProperty(ofType('ListenerCertificate'), 'ListenerArn');
  const rules = byProperty(ofType('ListenerRule'), 'ListenerArn');
  return (loadBalancer) =>
    listeners.of(loadBalancer).map((one) => listenerOf(one, certificates.of(one), rules));
}

function listenerOf(resource: Resource, extra: readonly Resource[], rules: Groups): Listener {
  const { settings } = resource;
  const certificateArns = (items: readonly Settings[]) =>
    items.flatMap((item) => item.text('CertificateArn') ?? []);
  const defaultAction = actionOf(resource, settings.items('DefaultActions'));
  const forwards = !isUnknown(defaultAction) && defaultAction?.kind === 'forward' ? defaultAction.groups : [];
  const own = rules.of(resource).map(ruleOf);
  return {
    arn: resource.key,
    port: settings.number('Port') ?? 443,
    protocol: (settings.literal('Protocol') ?? 'TCP') as Listener['protocol'],
    // What the API fills in where a template says nothing: aws-facts §4.1 (doc).
    sslPolicy: settings.text('SslPolicy') ?? 'ELBSecurityPolicy-2016-08',
    certificateArns: [
      ...certificateArns(settings.items('Certificates')),
      ...extra.flatMap((one) => certificateArns(one.settings.items('Certificates'))),
    ],
    targetGroupArns: forwards.filter(({ weight }) => weight !== 0).map(({ arn }) => arn),
    ...(defaultAction === undefined ? {} : { defaultAction }),
    ...(own.length === 0 ? {} : { rules: own.sort((a, b) => a.priority - b.priority) }),
    ...mutualTlsOf(resource),
    ...elementOf(resource),
  };
}

function ruleOf(resource: Resource): ListenerRule {
  const { settings, world } = resource;
  const conditions = settings.items('Conditions').map((item) => conditionOf(item));
  const action =
    actionOf(resource, settings.items('Actions')) ??
    world.unknown('the rule has no action', settings.at('Actions'));
  const transforms = settings.has('Transforms')
    ? world.unknown('transforms of a rule are not modelled', settings.at('Transforms'))
    : undefined;
  return {
    priority: settings.number('Priority') ?? Number.MAX_SAFE_INTEGER,
    conditions,
    action: transforms ?? action,
    ...elementOf(resource),
  };
}

/** The one that ends the request; what an authentication before it decides is not known. */
function actionOf({ world }: Resource, items: readonly Settings[]): Known<ListenerAction> | undefined {
  const ordered = [...items].sort((a, b) => (a.number('Order') ?? 50_000) - (b.number('Order') ?? 50_000));
  for (const item of ordered) {
    const type = item.text('Type');
    if (isUnknown(type)) return type;
    switch (type) {
      case 'forward':
        return { kind: 'forward', groups: weightedGroups(item) };
      case 'redirect':
        return redirectOf(item.nested('RedirectConfig'));
      case 'fixed-response':
        return fixedResponseOf(item.nested('FixedResponseConfig'));
      default:
        return world.unknown(`an action of type ${type} is not modelled`, item.at('Type'));
    }
  }
  return undefined;
}

function weightedGroups(action: Settings): WeightedGroup[] {
  const weighted = action
    .nested('ForwardConfig')
    .items('TargetGroups')
    .flatMap((group): WeightedGroup[] => {
      const arn = group.text('TargetGroupArn');
      return arn === undefined ? [] : [{ arn, weight: group.number('Weight') ?? 1 }];
    });
  const single = action.text('TargetGroupArn');
  return weighted.length > 0 || single === undefined ? weighted : [{ arn: single, weight: 1 }];
}

function redirectOf(settings: Settings): ListenerAction {
  return {
    kind: 'redirect',
    status: settings.literal('StatusCode') === 'HTTP_302' ? 302 : 301,
    protocol: settings.literal('Protocol') ?? '#{protocol}',
    host: settings.literal('Host') ?? '#{host}',
    port: settings.literal('Port') ?? '#{port}',
    path: settings.literal('Path') ?? '/#{path}',
    query: settings.literal('Query') ?? '#{query}',
  };
}

function fixedResponseOf(settings: Settings): ListenerAction {
  return {
    kind: 'fixed-response',
    status: settings.number('StatusCode') ?? 200,
    contentType: settings.literal('ContentType') ?? 'text/plain',
    body: settings.literal('MessageBody') ?? '',
  };
}

function mutualTlsOf(resource: Resource): { mutualTls?: MutualTls } {
  if (!resource.settings.has('MutualAuthentication')) return {};
  const settings = resource.settings.nested('MutualAuthentication');
  const mode = settings.text('Mode') ?? 'off';
  if (mode === 'off') return {};
  return {
    mutualTls: {
      mode: mode as MutualTls['mode'],
      ignoreExpiry: settings.flag('IgnoreClientCertificateExpiry') ?? false,
      trustStoreArn: settings.text('TrustStoreArn'),
      where: settings.where,
    },
  };
}
