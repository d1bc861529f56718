import { Construct } from 'constructs';
import { type Callable, InvokePermission } from './8-integration';

export interface AuthorizerPermissionsProps {
  readonly apiId: string;
  /** Functions that the API's document names as Lambda authorizers. */
  readonly functions: Readonly<Record<string, Callable>>;
}

/**
 * Lets an API call its Lambda authorizers, which its document declares (`x-amazon-apigateway-authorizer`): as
 * authorizers, and by no route.
 * Authorizer ids are allotted by an import, so the source ends in a wildcard (aws-facts §8.1).
 */
export class AuthorizerPermissions extends Construct {
  constructor(scope: Construct, id: string, { apiId, functions }: AuthorizerPermissionsProps) {
    super(scope, id);
    for (const [name, { functionArn }] of Object.entries(functions)) {
      new InvokePermission(this, name, { functionArn, apiId, source: 'authorizers/*' });
    }
  }
}
