import {
  type IamPrincipal,
  type Known,
  type Model,
  type PolicyDocument,
  Unknown,
} from '../../assembly/model';
import type { Principal } from '../policy/context';

/** Who signs a call, and what its own policies say. */
export interface Identity {
  /** The user, or the session of a role (`arn:aws:sts::…:assumed-role/role/session`), as error bodies name it. */
  readonly arn: string;
  readonly account: string;
  /** Of a session: the role's own ARN, which `aws:PrincipalArn` holds. */
  readonly roleArn?: string;
  /** Identity policies. Unknown: nobody said what they allow. */
  readonly policies: Known<readonly Known<PolicyDocument>[]>;
}

/** Session name of a role that a call is made by, where the call names the role only. */
const defaultSession = 'hybrid-api';

const roleForm = /^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;
const sessionForm = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;
const userForm = /^arn:[^:]+:iam::(\d{12}):user\/.+$/;

/** Whether a text is the ARN of somebody who can sign: a user, a role, the session of a role. */
export function isPrincipalArn(text: string): boolean {
  return roleForm.test(text) || sessionForm.test(text) || userForm.test(text);
}

/**
 * Somebody by the name in hybrid.yaml or by ARN. What is known of its policies comes from the model.
 * `undefined`: a name that the model does not have, and no ARN.
 */
export function identityOf(model: Model, text: string): Identity | undefined {
  const known = (model.principals ?? []).find((own) => own.name === text || own.arn === text);
  const arn = known?.arn ?? text;
  const role = roleForm.exec(arn);
  if (role) {
    const [, partition, account, name] = role;
    return {
      arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${defaultSession}`,
      account: account!,
      roleArn: arn,
      policies: policiesOf(known, arn),
    };
  }
  const session = sessionForm.exec(arn);
  if (session) {
    const [, partition, account, name] = session;
    const owner = (model.principals ?? []).find((own) => {
      const found = roleForm.exec(own.arn);
      return found && found[1] === partition && found[2] === account && found[3] === name;
    });
    const roleArn = owner?.arn ?? `arn:${partition}:iam::${account}:role/${name}`;
    return { arn, account: account!, roleArn, policies: policiesOf(owner, roleArn) };
  }
  const user = userForm.exec(arn);
  return user ? { arn, account: user[1]!, policies: policiesOf(known, arn) } : undefined;
}

function policiesOf(principal: IamPrincipal | undefined, arn: string): Identity['policies'] {
  if (principal) return principal.policies;
  const where = { stack: '', logicalId: '', property: 'the caller' };
  return new Unknown(`the identity policies of ${arn} are in no template`, where);
}

/** As a policy sees it. */
export function principalOfIdentity({ arn, account, roleArn }: Identity): Principal {
  return { kind: 'aws', arn, account, ...(roleArn === undefined ? {} : { roleArn }) };
}
