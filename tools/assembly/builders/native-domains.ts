import { type AccessAssociation, type Domain, isUnknown } from '../model';
import type { Resource } from '../resource';
import { privateDomainArn } from '../stand-ins/api-gateway';
import type { World } from '../world';
import { mappingOf } from './domains';
import { elementOf, required } from './element';
import { byProperty } from './groups';
import { policyOf } from './policies';
import { routingRules, ruleOf } from './routing-rules';

/** Private custom domains with their mappings and the endpoints that may serve them: aws-facts §2.4, §3.1. */
export function buildNativeDomains(world: World): Domain[] {
  const mappings = byProperty(world.ofType('AWS::ApiGateway::BasePathMappingV2'), 'DomainNameArn');
  const associations = byProperty(
    world.ofType('AWS::ApiGateway::DomainNameAccessAssociation'),
    'DomainNameArn',
  );
  const shares = sharesOf(world);
  const rules = routingRules(world);
  const resources = world.ofType('AWS::ApiGateway::DomainNameV2');
  const known = new Set(resources.map(({ key }) => key));
  const foreign = associations.ids().filter((arn) => !known.has(arn));
  const own = resources.flatMap((resource): Domain[] => {
    const { settings } = resource;
    const name = required(resource, 'DomainName');
    if (isUnknown(name)) return [];
    const invokeArn = String(privateDomainArn(resource, 'execute-api'));
    // Short for this domain and nothing else: aws-facts §2.4 (doc).
    const expand = (text: string) => (text === 'execute-api:/*' ? invokeArn : text);
    return [
      {
        name: name.toLowerCase(),
        endpointType: 'PRIVATE',
        certificateArn: required(resource, 'CertificateArn'),
        securityPolicy: settings.text('SecurityPolicy') ?? 'TLS_1_2',
        regionalDomainName: '',
        mappings: mappings.of(resource).map(mappingOf),
        accessMode: settings.text('EndpointAccessMode'),
        routingMode: settings.text('RoutingMode'),
        rules: rules.of(resource).map(ruleOf),
        native: {
          invokeArn,
          account: resource.scope.account,
          policy: policyOf(resource, 'Policy', expand),
          associations: associations.of(resource).map(associationOf),
          sharedWith: shares.flatMap(({ resources, principals }) =>
            resources.includes(resource.key) ? principals : [],
          ),
        },
        ...elementOf(resource),
      },
    ];
  });
  return [...own, ...foreign.flatMap((arn) => foreignDomain(world, arn, associations.get(arn)))];
}

/** A domain that an association names and no template here declares: another account's, as a rule. */
function foreignDomain(world: World, arn: string, resources: readonly Resource[]): Domain[] {
  const [, account, name] = /:(\d{12}):\/domainnames\/([^/+]+)\+[^/]+$/.exec(arn) ?? [];
  const [first] = resources;
  if (name === undefined || !first) return [];
  const unseen = world.unknown(`custom domain ${arn} is in no template here`, first.where);
  return [
    {
      name: name.toLowerCase(),
      endpointType: 'PRIVATE',
      certificateArn: unseen,
      securityPolicy: unseen,
      regionalDomainName: '',
      mappings: [],
      native: {
        invokeArn: arn.replace(':apigateway:', ':execute-api:'),
        account,
        policy: unseen,
        associations: resources.map(associationOf),
        sharedWith: resources.map(({ scope }) => scope.account),
      },
      where: first.where,
      unresolved: [unseen],
    },
  ];
}

function associationOf(resource: Resource): AccessAssociation {
  const endpointId = required(resource, 'AccessAssociationSource');
  return { endpointId, account: resource.scope.account, ...elementOf(resource) };
}

/** Resource shares: what is shared, and with whom. */
function sharesOf(world: World) {
  return world.ofType('AWS::RAM::ResourceShare').map(({ settings }) => ({
    resources: settings.texts('ResourceArns'),
    principals: settings.texts('Principals'),
  }));
}
