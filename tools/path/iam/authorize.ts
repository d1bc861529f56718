import {
  isUnknown,
  type Known,
  type PolicyDocument,
  type PolicyStatement,
  type Unknown,
} from '../../assembly/model';
import type { PolicyContext } from '../policy/context';
import { evaluate, type PolicyDecision } from '../policy/evaluate';
import type { Identity } from './identity';

/** A signed call that IAM has to decide. */
export interface IamCall {
  readonly identity: Identity;
  /** Account that owns the API. */
  readonly account: string;
  /** Of the API; HTTP and WebSocket APIs have none, so that only their own account's callers can pass. */
  readonly resourcePolicy?: Known<PolicyDocument>;
  /** Action, resource and condition keys; its principal is the identity's. */
  readonly context: PolicyContext;
}

/** What one side says. `delegates`: the resource policy allows the caller's account, whose own policies decide. */
export type Saying = 'allow' | 'delegates' | 'silent' | 'explicit-deny' | 'unknown';

export interface IamDecision {
  /** `unknown` only where the call can still be allowed. */
  readonly decision: 'allow' | 'explicit-deny' | 'implicit-deny' | 'unknown';
  readonly crossAccount: boolean;
  readonly resource: Saying;
  readonly identity: Saying;
  /** The side that keeps the call from being allowed. Absent where it is. */
  readonly side?: 'resource' | 'identity';
  /** The statement that decided, where one did. */
  readonly statement?: PolicyStatement;
  /** Of `unknown`: what would have to be known. */
  readonly unknowns: readonly Unknown[];
}

type Sure = Exclude<Saying, 'unknown'>;

interface Side {
  readonly saying: Saying;
  /** What it can say. */
  readonly possible: readonly Sure[];
  readonly statement?: PolicyStatement;
  readonly unknowns: readonly Unknown[];
}

/**
 * Decides a call that is signed: within an account either side may allow, between accounts both must, and a Deny
 * of either wins (aws-facts §2.1, Tables A and B, doc). Of a resource policy that names the caller's own account
 * the identity policies decide, as everywhere in IAM (IAM user guide, principals; from memory).
 */
export function authorizeIam(call: IamCall): IamDecision {
  const crossAccount = call.identity.account !== call.account;
  const resource = askResource(call);
  const identity = askIdentity(call);
  const outcomes = new Set(
    resource.possible.flatMap((own) => identity.possible.map((other) => combine(own, other, crossAccount))),
  );
  const said = { crossAccount, resource: resource.saying, identity: identity.saying };
  if (outcomes.size === 1 && outcomes.has('allow')) {
    const by = resource.saying === 'allow' ? resource : identity;
    return { ...said, decision: 'allow', statement: by.statement, unknowns: [] };
  }
  const side = outcomes.has('allow')
    ? resource.saying === 'unknown'
      ? 'resource'
      : 'identity'
    : refusing(resource, identity, crossAccount);
  const { statement } = side === 'resource' ? resource : identity;
  if (outcomes.has('allow')) {
    const unknowns = [...new Set([...resource.unknowns, ...identity.unknowns])];
    return { ...said, decision: 'unknown', side, statement, unknowns };
  }
  const decision = outcomes.size === 1 && outcomes.has('explicit-deny') ? 'explicit-deny' : 'implicit-deny';
  return {
    ...said,
    decision,
    side,
    statement: decision === 'explicit-deny' ? statement : undefined,
    unknowns: [],
  };
}

function combine(
  resource: Sure,
  identity: Sure,
  crossAccount: boolean,
): 'allow' | 'explicit-deny' | 'implicit-deny' {
  if (resource === 'explicit-deny' || identity === 'explicit-deny') return 'explicit-deny';
  if (identity === 'allow') {
    return crossAccount && resource === 'silent' ? 'implicit-deny' : 'allow';
  }
  return resource === 'allow' && !crossAccount ? 'allow' : 'implicit-deny';
}

/** Of two sides that together refuse, the one to look at first. */
function refusing(resource: Side, identity: Side, crossAccount: boolean): 'resource' | 'identity' {
  if (resource.saying === 'explicit-deny') return 'resource';
  if (identity.saying === 'explicit-deny') return 'identity';
  return crossAccount && !resource.possible.some((one) => one === 'allow' || one === 'delegates')
    ? 'resource'
    : 'identity';
}

const nothing: Side = { saying: 'silent', possible: ['silent'], unknowns: [] };

function askResource({ resourcePolicy, context }: IamCall): Side {
  if (resourcePolicy === undefined) return nothing;
  if (isUnknown(resourcePolicy)) return open(['allow', 'silent', 'explicit-deny'], [resourcePolicy]);
  const side = sideOf(evaluate(resourcePolicy, context));
  if (!side.possible.includes('allow')) return side;
  const named = evaluate(resourcePolicy, byName(context));
  if (named.decision === 'allow' || side.saying === 'unknown') return side;
  if (named.decision !== 'unknown') return { ...side, saying: 'delegates', possible: ['delegates'] };
  return { ...side, possible: ['allow', 'delegates'] };
}

/** The same call by a caller whom only its own ARN or `*` names, not its account. */
function byName(context: PolicyContext): PolicyContext {
  const { principal } = context;
  if (isUnknown(principal) || principal.kind !== 'aws') return context;
  return {
    principal: { ...principal, byNameOnly: true },
    action: context.action,
    resource: context.resource,
    key: (name) => context.key(name),
  };
}

function askIdentity({ identity: { policies }, context }: IamCall): Side {
  if (isUnknown(policies)) return open(['allow', 'silent', 'explicit-deny'], [policies]);
  return merge(
    policies.map((policy) =>
      isUnknown(policy)
        ? open(['allow', 'silent', 'explicit-deny'], [policy])
        : sideOf(evaluate(policy, context)),
    ),
  );
}

function sideOf({ decision, statement, mayAllow, mayDeny, unknowns }: PolicyDecision): Side {
  if (decision !== 'unknown') return { saying: decision, possible: [decision], statement, unknowns };
  const possible: Sure[] = ['silent'];
  if (mayAllow) possible.push('allow');
  if (mayDeny) possible.push('explicit-deny');
  return { ...open(possible, unknowns), statement };
}

function open(possible: readonly Sure[], unknowns: readonly Unknown[]): Side {
  return { saying: 'unknown', possible, unknowns };
}

/** Several identity policies speak as one. */
function merge(sides: readonly Side[]): Side {
  const said = (saying: Saying) => sides.find((side) => side.saying === saying);
  const denied = said('explicit-deny');
  if (denied) return denied;
  const unsure = sides.filter((side) => side.saying === 'unknown');
  const allowed = said('allow');
  if (unsure.length === 0) return allowed ?? nothing;
  const possible = new Set(unsure.flatMap((side) => side.possible));
  // What one policy surely allows stays allowed, unless another denies.
  if (allowed) possible.delete('silent');
  if (allowed) possible.add('allow');
  const unknowns = unsure.flatMap((side) => side.unknowns);
  if (possible.size === 1) return { ...(allowed ?? nothing), unknowns: [] };
  return { ...open([...possible], unknowns), statement: unsure[0]!.statement };
}
