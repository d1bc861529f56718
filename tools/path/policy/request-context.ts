import { isUnknown, type Model, Unknown, type Where } from '../../assembly/model';
import type { GatewayRequest } from '../exchange';
import { header } from '../headers';
import type { ContextValue, PolicyContext, Principal } from './context';

const nowhere: Where = { stack: '', logicalId: '', property: 'the request' };

const organisation = new Unknown('the organisation of the account is not in the templates', nowhere);

const moment = new Unknown('the call does not say when it is made', nowhere);

/** Keys that a caller without a signature doesn't carry. (IAM user guide, global keys; from memory) */
const signedOnly =
  /^aws:(principal(arn|orgid|orgpaths|servicename|servicenameslist)|principaltag\/.*|username|tokenissuetime|multifactorauth(present|age)|federatedprovider|sourceidentity|assumedroot)$/;

/** Keys of calls that one AWS service makes for another, which this never is. */
const serviceOnly =
  /^aws:(source(arn|account|orgid|orgpaths|owner)|calledvia(first|last)?|requesttag\/.*|tagkeys|resourcetag\/.*|ec2instancesource.*)$/;

/** What the conditions of a policy see of one request: aws-facts §2.2, §2.3. */
export class RequestContext implements PolicyContext {
  readonly action = 'execute-api:Invoke';

  constructor(
    private readonly model: Model,
    private readonly request: GatewayRequest,
    readonly principal: Principal | Unknown,
    readonly resource: string,
    /** Invocation ARN of the private custom domain that the call came by. */
    private readonly viaDomainArn?: string,
  ) {}

  key(name: string): ContextValue | undefined {
    const { request, model } = this;
    switch (name) {
      case 'aws:sourcevpce':
        return request.endpoint?.id;
      case 'aws:sourcevpc':
        return request.endpoint?.vpcId;
      case 'aws:vpcsourceip':
        return request.endpoint && request.sourceAddress;
      // The endpoint hides the public source: aws-facts §2.2 (doc)
      case 'aws:sourceip':
        return request.endpoint ? undefined : request.sourceAddress;
      // API Gateway serves TLS only: aws-facts §1.1 (doc)
      case 'aws:securetransport':
        return 'true';
      case 'aws:currenttime':
        return request.receivedAt === null ? moment : new Date(request.receivedAt).toISOString();
      case 'aws:epochtime':
        return request.receivedAt === null ? moment : String(Math.floor(request.receivedAt / 1000));
      case 'aws:useragent':
        return header(request.headers, 'user-agent');
      case 'aws:referer':
        return header(request.headers, 'referer');
      case 'aws:requestedregion':
        return model.region;
      case 'aws:resourceaccount':
        return this.resource.split(':')[4] || model.account;
      case 'aws:resourceorgid':
      case 'aws:resourceorgpaths':
        return organisation;
      case 'aws:viaawsservice':
      case 'aws:principalisawsservice':
        return 'false';
      // Of a private custom domain only: aws-facts §2.3 (doc)
      case 'execute-api:viadomainarn':
        return this.viaDomainArn;
      default:
        return this.callerKey(name);
    }
  }

  private callerKey(name: string): ContextValue | undefined {
    const { principal } = this;
    if (serviceOnly.test(name)) return undefined;
    if (isUnknown(principal)) {
      return name.startsWith('aws:principal') || signedOnly.test(name) ? principal : unknownKey(name);
    }
    if (principal.kind === 'aws') {
      // Of a session it is the role's. (IAM user guide, global keys; from memory)
      if (name === 'aws:principalarn') return principal.roleArn ?? principal.arn;
      if (name === 'aws:principalaccount') return principal.account;
      if (name === 'aws:principaltype') return principal.roleArn === undefined ? 'User' : 'AssumedRole';
      return unknownKey(name);
    }
    if (signedOnly.test(name)) return undefined;
    if (name === 'aws:principalaccount' || name === 'aws:userid') return 'anonymous';
    return name === 'aws:principaltype' ? 'Anonymous' : unknownKey(name);
  }
}

function unknownKey(name: string): Unknown {
  return new Unknown(`condition key ${name} is not evaluated`, nowhere);
}
