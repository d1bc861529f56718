import type { Resource } from '../assembly/resource';
import { type Change, counterpart, deleted, deployFirst, type Mention, mentions, replaced } from './change';
import { type Trap, trap } from './trap';

const version1 = 'AWS::ApiGateway::VpcLink';
const version2 = 'AWS::ApiGatewayV2::VpcLink';

/** What can hold a link: integrations, whole API documents, and stage variables that integrations name. */
const holders = [
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Stage',
];

/**
 * Links that go while a deployed stage refers to them: "Cannot delete vpc link. Vpc link …, is referenced in
 * [GET:abc:prod]" (aws-facts §9, capture). Version 2 is immutable: new subnets or groups make a new link (doc).
 */
export function vpcLinkTraps(change: Change): Trap[] {
  const going = [
    ...deleted(change, version1, version2).map((link) => ({ link, how: 'deleted' })),
    ...replaced(change, version1, ['TargetArns']).map((link) => ({ link, how: 'replaced' })),
    ...replaced(change, version2, ['SubnetIds', 'SecurityGroupIds']).map((link) => ({
      link,
      how: 'replaced',
    })),
  ];
  return going.flatMap(({ link, how }) => {
    const holding = mentions(change.deployed, link.key, holders).filter((one) => holds(change, link, one));
    if (holding.length === 0) return [];
    const stacks = holding.map(({ resource }) => resource.scope.name);
    const where = [link.where, ...holding.map(({ resource, property }) => ({ ...resource.where, property }))];
    const because = `${link.where.logicalId} of ${link.scope.name} is ${how}, and ${describe(change, holding)}`;
    return [trap('VPC_LINK_STILL_REFERENCED', because, where, fixOf(change, link, stacks))];
  });
}

/**
 * Within one stack CloudFormation updates stages first and deletes links last, so only a stage that keeps its old
 * deployment holds on. Stacks of their own are updated after the link's: theirs hold on in any case.
 */
function holds(change: Change, link: Resource, { resource }: Mention): boolean {
  if (resource.scope.name !== link.scope.name) return true;
  const stages = stagesOf(change, resource);
  return stages.some((stage) => {
    const now = counterpart(change.next, stage);
    return now !== undefined && now.property('DeploymentId') === stage.property('DeploymentId');
  });
}

/** Stages of REST APIs serve what a deployment froze; others follow the definition. */
function stagesOf({ deployed }: Change, holder: Resource): Resource[] {
  const api =
    holder.type === 'AWS::ApiGateway::RestApi'
      ? holder.key
      : holder.type.startsWith('AWS::ApiGateway::')
        ? holder.settings.text('RestApiId')
        : undefined;
  return deployed
    .ofType('AWS::ApiGateway::Stage')
    .filter(({ settings }) => settings.text('RestApiId') === api);
}

function describe(change: Change, holding: readonly Mention[]): string {
  const names = new Set(
    holding.map(({ resource }) => {
      const stages = stagesOf(change, resource).flatMap(
        ({ settings }) => settings.literal('StageName') ?? [],
      );
      const serves = stages.length > 0 ? ` (stage ${stages.join(', ')})` : '';
      return `${resource.where.logicalId} of ${resource.scope.name}${serves}`;
    }),
  );
  return `${[...names].join(' and ')} still ${names.size > 1 ? 'refer' : 'refers'} to it`;
}

function fixOf(change: Change, link: Resource, stacks: readonly string[]): string | undefined {
  const others = stacks.filter((stack) => stack !== link.scope.name);
  if (others.length === 0) return undefined;
  return `Let go of the link first: ${deployFirst(change, others)}`;
}
