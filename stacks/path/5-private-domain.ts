import {
  CfnBasePathMappingV2,
  CfnDomainNameAccessAssociation,
  CfnDomainNameV2,
} from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { HostDomain, PrivateApi } from './5-gateway';
import { apiPolicy } from './6-policy';

export interface PrivateDomainProps {
  readonly host: string;
  readonly certificateArn: string;
  /** The endpoint that serves it; it must serve no public custom domain (aws-facts §3.1 (doc)). */
  readonly endpointId: string;
}

/**
 * A private custom domain: the endpoint presents its certificate by server name and finds its APIs by Host
 * (aws-facts §1.3 e). A new association takes some 15 minutes.
 */
export class PrivateDomain extends Construct implements HostDomain {
  readonly domainArn: string;

  constructor(scope: Construct, id: string, { host, certificateArn, endpointId }: PrivateDomainProps) {
    super(scope, id);
    const domain = new CfnDomainNameV2(this, 'Resource', {
      domainName: host,
      certificateArn,
      endpointConfiguration: { types: ['PRIVATE'] },
      securityPolicy: 'TLS_1_2',
      policy: apiPolicy([endpointId]),
    });
    this.domainArn = domain.attrDomainNameArn;
    new CfnDomainNameAccessAssociation(this, 'Association', {
      domainNameArn: this.domainArn,
      accessAssociationSource: endpointId,
      accessAssociationSourceType: 'VPCE',
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
