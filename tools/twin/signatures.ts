import type { GatewayRequest } from '../path/exchange';
import { checkSignature, type PresentedSignature, type SignatureCheck } from '../path/iam/signature';
import { signatureOf } from '../sigv4';
import type { Secrets } from './secrets';

/** Computes what a signature should be, with the secret that was given out, and lets the path judge it. */
export async function verifySignature(
  request: GatewayRequest & { readonly receivedAt: number },
  presented: PresentedSignature,
  secrets: Pick<Secrets, 'key'>,
  region: string,
): Promise<SignatureCheck> {
  const key = secrets.key(presented.accessKeyId);
  const computed = key && (await signatureOf(request, presented, key));
  return checkSignature({ presented, key, computed, region, at: request.receivedAt });
}
