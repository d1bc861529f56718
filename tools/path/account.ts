import type { Model } from '../assembly/model';

/** The account that something belongs to: its stack's, which is the model's unless several accounts are read. */
export function accountOf(model: Model, { account }: { readonly account?: string }): string {
  return account ?? model.account;
}

/** `arn:aws:execute-api:{region}:{account}:{api}`: what the ARNs of an API's methods begin with. */
export function apiArn(model: Model, api: { readonly id: string; readonly account?: string }): string {
  return `arn:${model.partition}:execute-api:${model.region}:${accountOf(model, api)}:${api.id}`;
}
