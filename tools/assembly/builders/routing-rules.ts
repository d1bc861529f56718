import type { RoutingRule } from '../model';
import type { Resource } from '../resource';
import type { World } from '../world';
import { elementOf, required } from './element';
import { byProperty, type Groups } from './groups';

/** Routing rules by the ARN of their custom domain. */
export function routingRules(world: World): Groups {
  return byProperty(world.ofType('AWS::ApiGatewayV2::RoutingRule'), 'DomainNameArn');
}

export function ruleOf(resource: Resource): RoutingRule {
  const { settings, world } = resource;
  const conditions = settings.items('Conditions');
  const invoke = settings.items('Actions')[0]?.nested('InvokeApi');
  const literals = (values: readonly unknown[]) => values.filter((one) => typeof one === 'string');
  const rule = {
    priority: settings.number('Priority') ?? 1_000_000,
    headers: conditions
      .filter((one) => one.has('MatchHeaders'))
      .map((one) =>
        one
          .nested('MatchHeaders')
          .items('AnyOf')
          .map((entry) => ({ name: entry.literal('Header') ?? '', glob: entry.literal('ValueGlob') ?? '' })),
      ),
    basePaths: conditions
      .filter((one) => one.has('MatchBasePaths'))
      .map((one) => literals(one.nested('MatchBasePaths').list('AnyOf'))),
    apiId: invoke?.text('ApiId') ?? required(resource, 'Actions'),
    stage: invoke?.text('Stage') ?? required(resource, 'Actions'),
    stripBasePath: invoke?.flag('StripBasePath') ?? false,
  };
  if (!invoke) settings.keep(world.unknown('the rule invokes no API', resource.where));
  return { ...rule, ...elementOf(resource) };
}
