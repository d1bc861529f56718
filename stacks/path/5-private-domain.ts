import {
  CfnBasePathMappingV2,
  CfnDomainNameAccessAssociation,
  CfnDomainNameV2,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnResourceShare } from 'aws-cdk-lib/aws-ram';
import { Construct } from 'constructs';
import type { HostDomain, PrivateApi } from './5-gateway';
import { apiPolicy } from './6-policy';

export interface PrivateDomainProps {
  readonly host: string;
  readonly certificateArn: string;
  /** The endpoint that serves it; it must serve no public custom domain (aws-facts §3.1 (doc)). */
  readonly endpointId: string;
  /** Whose endpoint it is. @default this account's, which associates it here */
  readonly consumer?: DomainConsumer;
}

/** Another account, which associates the domain with its endpoint by a template of its own. */
export interface DomainConsumer {
  readonly account: string;
  readonly sameOrganization: boolean;
  /** The domain's id as API Gateway has allotted it, by which that account names it. */
  readonly domainId: string;
}

export interface DomainAssociationProps {
  readonly domainArn: string;
  readonly endpointId: string;
}

/** Lets an endpoint of this account serve a private custom domain: some 15 minutes (aws-facts §3.1 (doc)). */
export class DomainAssociation extends Construct {
  constructor(scope: Construct, id: string, { domainArn, endpointId }: DomainAssociationProps) {
    super(scope, id);
    new CfnDomainNameAccessAssociation(this, 'Resource', {
      domainNameArn: domainArn,
      accessAssociationSource: endpointId,
      accessAssociationSourceType: 'VPCE',
    });
  }
}

/**
 * A private custom domain: the endpoint presents its certificate by server name and finds its APIs by Host
 * (aws-facts §1.3 e). One for an endpoint of another account is shared with it instead of associated.
 */
export class PrivateDomain extends Construct implements HostDomain {
  readonly domainArn: string;

  constructor(scope: Construct, id: string, props: PrivateDomainProps) {
    super(scope, id);
    const { host, certificateArn, endpointId, consumer } = props;
    const domain = new CfnDomainNameV2(this, 'Resource', {
      domainName: host,
      certificateArn,
      endpointConfiguration: { types: ['PRIVATE'] },
      securityPolicy: 'TLS_1_2',
      policy: apiPolicy({ endpointIds: [endpointId] }),
    });
    this.domainArn = domain.attrDomainNameArn;
    if (!consumer) {
      new DomainAssociation(this, 'Association', { domainArn: this.domainArn, endpointId });
      return;
    }
    domain.addMetadata('hybrid-api:id', consumer.domainId);
    new CfnResourceShare(this, 'Share', {
      name: host,
      resourceArns: [this.domainArn],
      principals: [consumer.account],
      allowExternalPrincipals: !consumer.sameOrganization,
    });
  }

  map(id: string, basePath: string, api: PrivateApi): void {
    const mapping = new CfnBasePathMappingV2(this, id, {
      domainNameArn: this.domainArn,
      basePath: basePath || undefined,
      restApiId: api.apiId,
      stage: api.stageName,
    });
    api.readyBefore(mapping);
  }
}
