import { type Model, Unknown } from '../assembly/model';
import { apiArn } from './account';
import type { GatewayRequest } from './exchange';
import { type Identity, identityOf, principalOfIdentity } from './iam/identity';
import { readSignature, type SignatureFault } from './iam/signature';
import { anonymous, type Principal } from './policy/context';

/** Who calls, by what the request carries. */
export type Caller =
  | { readonly kind: 'anonymous' }
  /** Signed with SigV4. Without an identity the key's owner can't be told: on paper, from headers alone. */
  | {
      readonly kind: 'signed';
      readonly accessKeyId: string | null;
      readonly principal: Principal | Unknown;
      readonly identity?: Identity;
    }
  /** Signed, and the signature does not hold. */
  | {
      readonly kind: 'refused';
      readonly fault: SignatureFault;
      readonly message: string;
    };

const unsigned: Caller = { kind: 'anonymous' };

/** No signature, or a bearer token, is anonymous; SigV4 is somebody: aws-facts §2.3 (doc) */
export function identify(model: Model, request: GatewayRequest): Caller {
  const { signature } = request;
  if (signature?.kind === 'refused') return signature;
  if (signature) {
    const accessKeyId = signature.accessKeyId ?? null;
    const identity = identityOf(model, signature.principal);
    if (!identity) return stranger(accessKeyId, `nobody here is called ${signature.principal}`);
    return { kind: 'signed', accessKeyId, principal: principalOfIdentity(identity), identity };
  }
  const presented = readSignature(request);
  if (!presented) return unsigned;
  if ('kind' in presented) return presented;
  const { accessKeyId } = presented;
  return stranger(accessKeyId, `the owner of access key ${accessKeyId} can't be told on paper`);
}

function stranger(accessKeyId: string | null, reason: string): Caller {
  const where = { stack: '', logicalId: '', property: 'the request’s signature' };
  return { kind: 'signed', accessKeyId, principal: new Unknown(reason, where) };
}

/** The caller as a policy sees it. */
export function principalOf(caller: Caller): Principal | Unknown {
  return caller.kind === 'signed' ? caller.principal : anonymous;
}

/** The caller as an error body names it. */
export function userOf(caller: Caller): string {
  return caller.kind === 'signed' && caller.identity ? caller.identity.arn : 'anonymous';
}

/** ARN that policies and authorizers judge: the actual path, aws-facts §2.2 (inferred), §8.1 (doc). */
export function methodArn(
  model: Model,
  match: {
    readonly api: { readonly id: string; readonly account?: string };
    readonly stage: { readonly name: string };
  } & {
    readonly httpMethod: string;
    readonly requestPath: string;
  },
): string {
  const { api, stage, httpMethod, requestPath } = match;
  return `${apiArn(model, api)}/${stage.name}/${httpMethod}${requestPath}`;
}

/** As error bodies show it, with all but four digits of the account masked: aws-facts §1.4 (capture). */
export function maskAccount(model: Model, arn: string): string {
  const account = arn.split(':')[4] || model.account;
  return arn.replace(`:${account}:`, `:********${account.slice(-4)}:`);
}
