import { type Model, Unknown } from '../assembly/model';
import type { GatewayRequest } from './exchange';
import { header } from './headers';
import { anonymous, type Principal } from './policy/context';

/** Who calls, by what the request carries. */
export type Caller =
  | { readonly kind: 'anonymous' }
  /** Signed with SigV4; the key's owner can't be told on paper. */
  | { readonly kind: 'signed'; readonly accessKeyId: string; readonly principal: Unknown };

const unsigned: Caller = { kind: 'anonymous' };

/** No signature, or a bearer token, is anonymous; SigV4 is somebody: aws-facts §2.3 (doc) */
export function identify(request: GatewayRequest): Caller {
  const authorization = header(request.headers, 'authorization');
  const credential =
    (authorization?.startsWith('AWS4-HMAC-SHA256') && /Credential=([^/,\s]+)/.exec(authorization)) ||
    (request.query.includes('X-Amz-Signature=') && /X-Amz-Credential=([^&%/]+)/.exec(request.query));
  if (!credential) return unsigned;
  const accessKeyId = credential[1]!;
  const where = { stack: '', logicalId: '', property: 'the request’s signature' };
  return {
    kind: 'signed',
    accessKeyId,
    principal: new Unknown(`the owner of access key ${accessKeyId} can't be told on paper`, where),
  };
}

/** The caller as a policy sees it. */
export function principalOf(caller: Caller): Principal | Unknown {
  return caller.kind === 'anonymous' ? anonymous : caller.principal;
}

/** ARN that policies and authorizers judge: the actual path, aws-facts §2.2 (inferred), §8.1 (doc). */
export function methodArn(
  model: Model,
  match: { readonly api: { readonly id: string }; readonly stage: { readonly name: string } } & {
    readonly httpMethod: string;
    readonly requestPath: string;
  },
): string {
  const { api, stage, httpMethod, requestPath } = match;
  return `arn:${model.partition}:execute-api:${model.region}:${model.account}:${api.id}/${stage.name}/${httpMethod}${requestPath}`;
}

/** As error bodies show it, with all but four digits of the account masked: aws-facts §1.4 (capture). */
export function maskAccount(model: Model, arn: string): string {
  return arn.replace(`:${model.account}:`, `:********${model.account.slice(-4)}:`);
}
